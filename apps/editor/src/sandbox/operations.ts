import type { NodeDefinition } from "@leeway/engine";

/** `/people/{person_id}/add-tag` as the sandbox takes it: `*` stands for one id. */
export const starred = (path: string): string => path.replace(/\{\w+\}/g, "*");

/** The steps that make requests, as what one can choose from. */
export const calling = (definitions: readonly NodeDefinition[]): NodeDefinition[] =>
  definitions.filter(({ type, request }) => request !== undefined && type.startsWith("leeloo."));

/** The step that makes such a request: words instead of a method and a path. */
export function operationOf(
  definitions: readonly NodeDefinition[],
  method: string,
  path: string,
): NodeDefinition | undefined {
  const bare = path.split("?")[0]!.split("/");
  const fits = ({ request }: NodeDefinition) => {
    const wanted = request?.method === method ? request.path.split("/") : [];
    return wanted.length === bare.length && wanted.every((part, at) => part.startsWith("{") || part === bare[at]);
  };
  const found = calling(definitions).filter(fits);
  // `/people/sms` fits `/people/{person_id}` too: the one with fewer placeholders is meant.
  return found.toSorted((a, b) => placeholders(a) - placeholders(b))[0];
}

const placeholders = ({ request }: NodeDefinition) => request?.path.match(/\{/g)?.length ?? 0;
