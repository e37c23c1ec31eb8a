import type { Catalogue, Locale, WorkflowDocument } from "@leeway/engine";
import { useMe } from "../api/account.js";
import { useSandboxIds } from "../api/sandbox.js";
import { useCredentials, useVariables } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { useEditor } from "../document/store.js";
import { useLanguage } from "../ui/language.js";
import { sandboxIdsIn, stepsInSandbox, type SandboxId } from "./sandbox-ids.js";

/** What of a workflow still belongs to the sandbox. */
export interface Leftovers {
  /** Steps without a real account, by name. */
  steps: { id: string; name: string }[];
  /** Ids that a real account does not know, by step and param. */
  ids: (SandboxId & { name: string })[];
  /** It is not known yet. */
  pending: boolean;
  /** Why it cannot be known: what is unknown is not "nothing left". */
  error: unknown;
  again: () => void;
}

/** What is still to be replaced before real people may be written to. */
export function useLeftovers(): Leftovers {
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const document = useEditor((state) => state.document);
  const credentials = useCredentials();
  const variables = useVariables();
  const me = useMe();
  const known = useSandboxIds(me.data?.sandbox === true);
  const steps = stepsInSandbox(document, catalogue, credentials.data ?? []);
  const ids = sandboxIdsIn(document, new Set(known.data), variables.data ?? []);
  const asked = [me, credentials, variables, known];
  const error = asked.find((one) => one.isError)?.error;
  return {
    steps: steps.map((node) => ({ id: node.id, name: nameOf(node, catalogue, locale) })),
    ids: ids.map((one) => ({ ...one, name: placeOf(one, document, catalogue, locale) })),
    // Where the sandbox is off, nobody knows its ids.
    pending: [me, credentials, variables].some(({ isPending }) => isPending) || known.isLoading || error !== undefined,
    error,
    again: () => void Promise.all(asked.filter(({ isError }) => isError).map((one) => one.refetch())),
  };
}

/** Step and field in words. */
export function placeOf(
  { nodeId, param, variable }: SandboxId,
  document: WorkflowDocument,
  catalogue: Catalogue,
  locale: Locale,
): string {
  const node = document.nodes.find(({ id }) => id === nodeId);
  const title = catalogue.get(node?.type ?? "")?.params.find(({ name }) => name === param)?.title[locale];
  const place = `${node ? nameOf(node, catalogue, locale) : nodeId}: ${title ?? param}`;
  return variable === undefined ? place : `${place} (vars.${variable})`;
}
