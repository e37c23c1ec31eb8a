import { useEffect, useMemo } from "react";
import { sayProblem } from "@leeway/api";
import { findProblems, type KnownNames, type Locale, type NodeDefinition, type Problem } from "@leeway/engine";
import { useCredentials, useFields, useVariables } from "../api/workspace.js";
import { useLanguage } from "../ui/language.js";
import { useCatalogue } from "./catalogue.js";
import { nameOf } from "./names.js";
import { useEditor } from "./store.js";

const QUIET_MS = 250;

/** What the workspace has; nothing until all of it is here, since half of it would make false problems. */
function useKnownNames(): KnownNames | undefined {
  const credentials = useCredentials().data;
  const variables = useVariables().data;
  const fields = useFields().data;
  return useMemo(
    () =>
      credentials && variables && fields
        ? {
            credentials: new Map(credentials.map(({ id, type }) => [id, type])),
            vars: new Set(variables.map(({ name }) => name)),
            fields: new Set(fields.map(({ name }) => name)),
          }
        : undefined,
    [credentials, variables, fields],
  );
}

/** Finds problems in the browser shortly after every change, by the same rules as the server. */
export function useChecking(): void {
  const document = useEditor((state) => state.document);
  const setProblems = useEditor((state) => state.setProblems);
  const catalogue = useCatalogue();
  const { locale } = useLanguage();
  const known = useKnownNames();
  useEffect(() => {
    const timer = setTimeout(() => {
      const nodes = new Map(document.nodes.map((node) => [node.id, node]));
      const name = (id: string) => nameOf(nodes.get(id), catalogue, locale) || id;
      const found = findProblems(document, catalogue, known);
      // Lists and cards show the step's name beside the sentence, so it does not begin with it.
      const say = ({ nodeId, param, ...problem }: Problem) => {
        const title = paramTitle(catalogue.get(nodes.get(nodeId ?? "")?.type ?? ""), param, locale);
        return sayProblem({ ...problem, ...(title !== undefined && { param: title }) }, locale, name);
      };
      setProblems(found.map((problem) => ({ ...problem, message: say(problem) })));
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [document, catalogue, locale, known, setProblems]);
}

/** What the form calls the param at a problem's place: `where.all[0].value` is inside “Condition”. */
function paramTitle(definition: NodeDefinition | undefined, place: string | undefined, locale: Locale) {
  const param = definition?.params.find(
    ({ name }) => place === name || place?.startsWith(`${name}.`) || place?.startsWith(`${name}[`),
  );
  return param?.title[locale] ?? place;
}
