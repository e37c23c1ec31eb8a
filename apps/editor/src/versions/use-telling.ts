import { useMemo } from "react";
import { differenceOf, isSame, type WorkflowDocument } from "@leeway/engine";
import { useWorkflows } from "../api/workflows.js";
import { useCredentials } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { useLanguage, useT } from "../ui/language.js";
import { chaptersOf, stepNames, type Chapter } from "./chapters.js";

/** What changed between two documents, in the reader's words; `same` where nothing did but how it looks. */
export function useTelling(before: WorkflowDocument, after: WorkflowDocument): { chapters: Chapter[]; same: boolean } {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const credentials = useCredentials().data;
  const pages = useWorkflows().data?.pages;
  return useMemo(() => {
    const difference = differenceOf(before, after, catalogue);
    const workflows = new Map(pages?.flatMap(({ items }) => items.map(({ id, name }) => [id, name] as const)));
    const signs = new Map(credentials?.map(({ id, name }) => [id, name]));
    const chapters = chaptersOf(difference, {
      t,
      locale,
      catalogue,
      before,
      after,
      step: stepNames(before, after, catalogue, locale),
      workflow: (id) => workflows.get(id),
      credential: (id) => signs.get(id) ?? t("inspector.credential.gone"),
    });
    return { chapters, same: isSame(difference) };
  }, [before, after, catalogue, t, locale, credentials, pages]);
}
