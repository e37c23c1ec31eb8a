import { useDeferredValue, useMemo } from "react";
import { findProblems, type KnownNames, type Problem } from "@leeway/engine";
import { useCredentials, useFields, useVariables } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { useEditor } from "../document/store.js";

/** Whether a problem's place, e.g. `where.all[0].value`, is inside this param. */
export const isInside = (place: string | undefined, param: string): boolean =>
  place !== undefined && (place === param || place.startsWith(`${param}.`) || place.startsWith(`${param}[`));

/** What is wrong with one step, found while one types, behind the keystrokes. */
export function useProblemsOf(nodeId: string): readonly Problem[] {
  const catalogue = useCatalogue();
  const document = useDeferredValue(useEditor((state) => state.document));
  const known = useKnownNames();
  return useMemo(
    () => findProblems(document, catalogue, known).filter((problem) => problem.nodeId === nodeId),
    [document, catalogue, known, nodeId],
  );
}

/** Names that exist in the workspace; undefined until all of them are known, so that nothing is blamed too early. */
function useKnownNames(): KnownNames | undefined {
  const credentials = useCredentials().data;
  const vars = useVariables().data;
  const fields = useFields().data;
  return useMemo(() => {
    if (!credentials || !vars || !fields) return undefined;
    return {
      credentials: new Map(credentials.map(({ id, type }) => [id, type])),
      vars: new Set(vars.map(({ name }) => name)),
      fields: new Set(fields.map(({ name }) => name)),
    };
  }, [credentials, vars, fields]);
}
