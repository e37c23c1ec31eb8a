import { useMemo } from "react";
import { differenceOf, isSame, type WorkflowDocument } from "@leeway/engine";
import { useWorkflows } from "../api/workflows.js";
import { useCredentials } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { useLanguage, useT } from "../ui/language.js";
import { chaptersOf, stepNames, type Chapter, type Telling } from "./chapters.js";

/** What is needed to say in the reader's words what stands in two documents; `named`: whose names of steps count. */
export function useWordsOf(before: WorkflowDocument, after: WorkflowDocument, named = after): Telling {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const credentials = useCredentials().data;
  const pages = useWorkflows().data?.pages;
  return useMemo(() => {
    const workflows = new Map(pages?.flatMap(({ items }) => items.map(({ id, name }) => [id, name] as const)));
    const signs = new Map(credentials?.map(({ id, name }) => [id, name]));
    return {
      t,
      locale,
      catalogue,
      before,
      after,
      step: stepNames(named === after ? before : after, named, catalogue, locale),
      workflow: (id) => workflows.get(id),
      credential: (id) => signs.get(id) ?? t("inspector.credential.gone"),
    };
  }, [before, after, named, catalogue, t, locale, credentials, pages]);
}

/** What changed between two documents, in the reader's words; `same` where nothing did but how it looks. */
export function useTelling(before: WorkflowDocument, after: WorkflowDocument): { chapters: Chapter[]; same: boolean } {
  const words = useWordsOf(before, after);
  return useMemo(() => {
    const difference = differenceOf(before, after, words.catalogue);
    return { chapters: chaptersOf(difference, words), same: isSame(difference) };
  }, [before, after, words]);
}
