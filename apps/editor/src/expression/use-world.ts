import { useDeferredValue, useMemo, useState } from "react";
import type { Field, Variable } from "@leeway/api";
import { isObject, type Json, type WorkflowDocument, type WorkflowNode } from "@leeway/engine";
import { useMe } from "../api/account.js";
import { useSamples } from "../api/workflows.js";
import { useFields, useVariables } from "../api/workspace.js";
import { callbackPath } from "../callback/callback-path.js";
import { namedAlike } from "../document/alike.js";
import { useCatalogue } from "../document/catalogue.js";
import { useEditor } from "../document/store.js";
import { useT, useText, type Translate } from "../ui/language.js";
import { useLastRun } from "./last-run.js";
import { idsWithin } from "./item-ids.js";
import { previewOf, type Origin, type Preview } from "./scope.js";
import type { PickerRoot } from "./picker-model.js";
import { pathText } from "./path-text.js";
import type { PreviewWorld } from "./preview-context.js";
import { useKept } from "./use-kept.js";
import type { SourceWords } from "./words.js";

const none: Record<string, Json> = {};

/** Everything that the fields of a node know of the values around it: names, samples, the last run. */
export function useWorld(nodeId: string, perItem = false): PreviewWorld {
  const t = useT();
  const nodeName = useNodeName();
  const document = useDeferredValue(useEditor((state) => state.document));
  const several = document.nodes.filter(({ type }) => type.startsWith("trigger.")).length > 1;
  // Of what is written in a step nothing is around it, mostly: then its fields know what they knew.
  const preview = useKept(usePreviewOf(nodeId, document, perItem));
  return useMemo(() => {
    const trigger = preview.sources.find(({ trigger: is }) => is)?.nodeId;
    const words = wordsFor(t, nodeName, trigger && !several ? nodeName(trigger) : undefined);
    return { ...preview, words, nodeName, roots: rootsOf(preview, t, nodeName) };
  }, [preview, t, nodeName, several]);
}

function usePreviewOf(nodeId: string, document: WorkflowDocument, perItem: boolean): Preview {
  const catalogue = useCatalogue();
  const [now] = useState(() => Date.now());
  const workflowId = useEditor((state) => state.workflow?.id ?? "");
  const { data: samples } = useSamples(workflowId);
  const { data: variables } = useVariables();
  const { data: fields } = useFields();
  const { data: me } = useMe();
  const run = useDeferredValue(useLastRun(workflowId));
  return useMemo(
    () =>
      previewOf(
        nodeId,
        {
          document,
          catalogue,
          run,
          samples: samples ?? none,
          vars: valuesOf(variables),
          fields: defaultsOf(fields),
          workflowId,
          publicUrl: me?.publicUrl ?? "",
          timezone: document.settings.timezone ?? me?.workspace.timezone ?? "UTC",
          now,
        },
        perItem,
      ),
    [nodeId, perItem, document, catalogue, run, workflowId, samples, variables, fields, me, now],
  );
}

const valuesOf = (variables: Variable[] | undefined): Record<string, Json> =>
  Object.fromEntries((variables ?? []).map(({ name, value }) => [name, value]));
const defaultsOf = (fields: Field[] | undefined): Record<string, Json> =>
  Object.fromEntries((fields ?? []).map((field) => [field.name, field.default ?? null]));

/** What people call a step: its name, else its kind. */
export function useNodeName(): (id: string) => string {
  const catalogue = useCatalogue();
  const text = useText();
  const names = useDeferredValue(useEditor(({ nodes }) => namedAlike(nodes)));
  return useMemo(() => {
    const nameOf = (node: WorkflowNode) => node.name || text(catalogue.get(node.type)?.title) || node.id;
    return (id: string) => {
      const node = names.get(id);
      return node ? nameOf(node) : id;
    };
  }, [names, catalogue, text]);
}

function wordsFor(t: Translate, nodeName: (id: string) => string, trigger: string | undefined): SourceWords {
  return {
    step: nodeName,
    trigger: trigger ?? t("canvas.trigger"),
    steps: t("expression.steps"),
    variable: t("expression.variable"),
    field: t("expression.field"),
    run: t("canvas.run"),
    callback: (id) => t("callback.of", { step: nodeName(id) }),
    workflow: t("canvas.workflow"),
    now: t("canvas.now"),
    item: t("canvas.item"),
    index: t("canvas.index"),
    or: t("canvas.or"),
    nothing: t("expression.nothing"),
  };
}

/** What the picker offers, nearest first: in a loop that is its item, which the loop itself need not offer again. */
function rootsOf({ sources, offered, loop }: Preview, t: Translate, nodeName: (id: string) => string): PickerRoot[] {
  const notes: Record<Origin, string> = {
    run: t("expression.from.run"),
    kept: t("expression.from.kept"),
    sample: t("expression.from.sample"),
  };
  const single = sources.filter(({ trigger }) => trigger).length === 1;
  const roots: PickerRoot[] = [];
  const add = (path: string, label: string, ids?: PickerRoot["ids"]) => {
    const value = offered.values[path];
    const empty =
      value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
    if (!empty) roots.push({ path, label, value, ...(ids && { ids }) });
  };
  const inLoop = sources.find(({ nodeId }) => nodeId === loop)?.ids;
  add("item", t("canvas.item"), inLoop && idsWithin(inLoop, "item", ""));
  add("index", t("canvas.index"));
  for (const { nodeId, trigger, value, origin, ids } of sources)
    if (nodeId !== loop)
      roots.push({
        path: trigger && single ? "trigger" : pathText("steps", [nodeId]),
        label: nodeName(nodeId),
        value,
        note: notes[origin],
        ...(ids && { ids }),
      });
  const addresses = isObject(offered.values["run"]) ? offered.values["run"]["callbackUrls"] : undefined;
  for (const [id, value] of Object.entries(isObject(addresses) ? addresses : {}))
    roots.push({ path: callbackPath(id), label: t("callback.of", { step: nodeName(id) }), value });
  add("vars", t("expression.variables"));
  add("fields", t("expression.fields"));
  add("now", t("canvas.now"));
  add("run", t("canvas.run"));
  add("workflow", t("canvas.workflow"));
  return roots;
}
