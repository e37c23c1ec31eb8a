import { inParamWords, sayStepError } from "@leeway/api";
import { resolveParams } from "@leeway/engine";
import { useCredentials } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { useEditor } from "../document/store.js";
import { useWorld } from "../expression/use-world.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { curlOf } from "./curl.js";

/**
 * Copies the call that a step of the draft would make, with what the last run or the samples give for its formulas. What
 * cannot be filled in is told, and nothing is copied.
 */
export function useCopyCurl(nodeId: string): () => void {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const node = useEditor(({ nodes }) => nodes.get(nodeId));
  const credentials = useCredentials().data;
  const { scope } = useWorld(nodeId);
  return () => {
    const definition = catalogue.get(node?.type ?? "");
    if (!node || !definition) return;
    const resolved = resolveParams(definition, node.params, scope);
    if (!resolved.ok) {
      const { message } = sayStepError(inParamWords(definition, resolved.error, locale), locale);
      return sayError(new Error(message), t);
    }
    const account = credentials?.find(({ id }) => id === node.credential);
    const line = curlOf(definition, resolved.params, account);
    if (line === undefined) return sayError(new Error(t("curl.none")), t);
    navigator.clipboard.writeText(line).then(
      () => sayDone(t(account ? "curl.done.secret" : "curl.done")),
      (error: unknown) => sayError(error, t),
    );
  };
}
