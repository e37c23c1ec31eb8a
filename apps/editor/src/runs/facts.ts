import { useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import { useShallow } from "zustand/react/shallow";
import { inParamWords, sayStepError, type Credential, type Said } from "@leeway/api";
import {
  needsOutputOf,
  whoseId,
  type Locale,
  type NodeDefinition,
  type StepError,
  type WorkflowNode,
} from "@leeway/engine";
import { useCallees } from "../api/callees.js";
import { getWorkflow, useNodeTypes } from "../api/workflows.js";
import { useCredentials } from "../api/workspace.js";
import { called } from "../document/called.js";
import { useEditor } from "../document/store.js";
import { useLanguage, useT, type Translate } from "../ui/language.js";
import { useLiveRun } from "./live.js";
import type { Say } from "./story/glimpse.js";

/** What is needed to tell a run in words: the steps' names, their definitions, how values are written. */
export interface RunFacts {
  t: Translate;
  locale: Locale;
  say: Say;
  node: (nodeId: string) => WorkflowNode | undefined;
  name: (nodeId: string) => string;
  definition: (nodeId: string) => NodeDefinition | undefined;
  credential: (nodeId: string) => Credential | undefined;
  /** What went wrong in a step and what to do, in the words of its form; `named`: it begins with the step's name. */
  tell: (error: StepError, nodeId: string | undefined, named?: boolean) => Said;
  /** The name of whoever or whatever has an id, as far as the run that is told knows it; of a workflow that it calls, today's. */
  whose: (id: string) => string | undefined;
  /** Names of the steps that cannot work without what this one gave. */
  readers: (nodeId: string) => string[];
}

/** How numbers, money and yes or no are written in the reader's language. */
export function useSay(): Say {
  const intl = useIntl();
  const t = useT();
  return useMemo(
    () => ({
      number: (value) =>
        intl.formatNumber(value, { maximumFractionDigits: 10, useGrouping: Math.abs(value) >= 10_000 }),
      money: (value, currency) =>
        /^[A-Z]{3}$/.test(currency)
          ? intl.formatNumber(value, {
              style: "currency",
              currency,
              maximumFractionDigits: Number.isInteger(value) ? 0 : 2,
            })
          : `${intl.formatNumber(value)} ${currency}`.trim(),
      moment: (iso) => intl.formatDate(iso, { dateStyle: "medium", timeStyle: "short" }),
      more: (count) => t("story.more", { count }),
      yes: t("value.yes"),
      no: t("value.no"),
    }),
    [intl, t],
  );
}

/** The draft's names serve every run: a step that is gone is told by its id. */
function useNodes(workflowId: string | undefined): ReadonlyMap<string, WorkflowNode> {
  const onCanvas = useEditor(({ workflow, nodes }) => (workflow?.id === workflowId ? nodes : undefined));
  const { data } = useQuery({
    queryKey: ["run-names", workflowId],
    queryFn: () => getWorkflow(workflowId ?? ""),
    enabled: workflowId !== undefined && workflowId !== "" && !onCanvas,
    staleTime: 30_000,
  });
  return useMemo(
    () => onCanvas ?? new Map((data?.document.nodes ?? []).map((node) => [node.id, node])),
    [onCanvas, data],
  );
}

/** Facts of a workflow's runs; ids are told as the run knows them that is followed just now, those of workflows by their names of today. */
export function useRunFacts(workflowId: string | undefined): RunFacts {
  const t = useT();
  const { locale } = useLanguage();
  const say = useSay();
  const nodes = useNodes(workflowId);
  const types = useNodeTypes().data;
  const credentials = useCredentials().data;
  const outputs = useLiveRun(useShallow(({ state }) => [...(state?.steps.values() ?? [])].map(({ output }) => output)));
  const byType = useMemo(() => new Map(types?.map((definition) => [definition.type, definition])), [types]);
  const callees = useCallees(useMemo(() => called([...nodes.values()], byType), [nodes, byType]));
  return useMemo(() => {
    const node = (nodeId: string) => nodes.get(nodeId);
    const definition = (nodeId: string) => byType.get(nodes.get(nodeId)?.type ?? "");
    const name = (nodeId: string) => node(nodeId)?.name || definition(nodeId)?.title[locale] || nodeId;
    const tell = (error: StepError, nodeId: string | undefined, named = false) => {
      const { nodeId: _, ...unnamed } = inParamWords(definition(nodeId ?? ""), error, locale);
      // Other steps that the sentence speaks of are called by their names in any case.
      return sayStepError(named && nodeId !== undefined ? { ...unnamed, nodeId } : unnamed, locale, name);
    };
    return {
      t,
      tell,
      locale,
      say,
      node,
      definition,
      name,
      whose: (id) => callees?.get(id)?.name ?? whoseId(id, outputs),
      credential: (nodeId) => credentials?.find(({ id }) => id === node(nodeId)?.credential),
      readers: (nodeId) =>
        [...nodes.values()]
          .filter(({ params }) => needsOutputOf(JSON.stringify(params), nodeId))
          .map(({ id }) => name(id)),
    };
  }, [t, locale, say, nodes, byType, callees, credentials, outputs]);
}
