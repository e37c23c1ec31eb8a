import { readKind, type NodeDefinition } from "@leeway/engine";

/** The kinds by which a service finds what its list is too long for. */
const kinds = ["phone", "email"] as const;

const wayOf = (list: NodeDefinition | undefined, kind: (typeof kinds)[number]) =>
  list?.params.find((param) => param.kind === kind && list.request?.query?.includes(param.name));

/** Whether the list's operation finds by phone or e-mail. */
export const findsByContact = (list: NodeDefinition | undefined): boolean => kinds.some((kind) => wayOf(list, kind));

/** Params of the list's operation that ask the service itself for what was typed; undefined where it cannot be asked. */
export function serviceSearch(list: NodeDefinition | undefined, typed: string): Record<string, string> | undefined {
  const text = typed.trim();
  for (const kind of kinds) {
    const param = wayOf(list, kind);
    if (!param || (kind === "phone" && !/^\+?[\d\s().-]+$/.test(text))) continue;
    const read = readKind(param, text, "UTC");
    if (read.ok && typeof read.value === "string") return { [param.name]: read.value };
  }
  return undefined;
}
