import { useEffect, useMemo } from "react";
import { findProblems, type KnownNames } from "@leeway/engine";
import { useMe } from "../api/account.js";
import { useCredentials, useFields, useVariables } from "../api/workspace.js";
import { useLanguage } from "../ui/language.js";
import { useCalled } from "./called.js";
import { useCatalogue } from "./catalogue.js";
import { useCodeFault } from "./code-reading.js";
import { inFormWords } from "./form-words.js";
import { useEditor } from "./store.js";

const QUIET_MS = 250;

/** What the workspace has; nothing until all of it is here, since half of it would make false problems. */
function useKnownNames(): KnownNames | undefined {
  const credentials = useCredentials().data;
  const variables = useVariables().data;
  const fields = useFields().data;
  const workflows = useCalled();
  const runDays = useMe().data?.runDays;
  const codeFault = useCodeFault();
  return useMemo(
    () =>
      credentials && variables && fields
        ? {
            credentials: new Map(credentials.map((one) => [one.id, one])),
            vars: new Set(variables.map(({ name }) => name)),
            fields: new Set(fields.map(({ name }) => name)),
            ...(workflows && { workflows }),
            ...(runDays !== undefined && { runDays }),
            ...(codeFault && { codeFault }),
          }
        : undefined,
    [credentials, variables, fields, workflows, runDays, codeFault],
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
      const facts = known && { ...known, now: Date.now() };
      setProblems(inFormWords(findProblems(document, catalogue, facts), document, catalogue, locale));
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [document, catalogue, locale, known, setProblems]);
}
