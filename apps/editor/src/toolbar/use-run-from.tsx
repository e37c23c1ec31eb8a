import { useState } from "react";
import { List, Stack, Text } from "@mantine/core";
import type { Run } from "@leeway/api";
import type { WorkflowNode } from "@leeway/engine";
import { call } from "../api/http.js";
import { useMe } from "../api/account.js";
import { useReplayRun } from "../api/replay.js";
import { useCredentials } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { saveDraft } from "../document/saving.js";
import { useEditor } from "../document/store.js";
import { useLastRun } from "../expression/last-run.js";
import { useLiveRun } from "../runs/live.js";
import { ask } from "../ui/confirm.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { beginningFor, doneAgain } from "./again.js";
import { askReal } from "./ask-real.js";
import { realPeopleOf, writes } from "./real-people.js";

/** Runs the draft from a step on, with what the last run gave before it. */
export interface RunFrom {
  /** Undefined where there is no run yet whose values could be taken. */
  press: (() => void) | undefined;
  /** The id of the step with which it begins: inside of a loop the loop. */
  from: string;
  busy: boolean;
}

export function useRunFrom(nodeId: string): RunFrom {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const credentials = useCredentials();
  const workflowId = useEditor(({ workflow }) => workflow?.id ?? "");
  const from = useEditor(({ nodes }) => beginningFor(nodes, catalogue, nodeId));
  const last = useLastRun(workflowId);
  const again = useReplayRun(last?.id ?? "", saveDraft);
  const sandbox = useMe().data?.sandbox === true;
  const [busy, setBusy] = useState(false);
  const named = (node: WorkflowNode) => nameOf(node, catalogue, locale);
  const start = (wish: { rehearsal?: true } = {}) =>
    // The menu from which it is pressed is gone by the time of the answer.
    void again.mutateAsync({ from, version: "draft", ...wish }).then(
      ({ runId }) => useLiveRun.getState().follow(runId),
      (error: unknown) => useEditor.getState().saveState !== "conflict" && sayError(error, t),
    );
  const press = async () => {
    // Read when it is pressed: a button need not be drawn anew with every letter that is written in its step.
    const first = useEditor.getState().nodes.get(from);
    if (!last || !first) return;
    setBusy(true);
    try {
      // Whom it would reach must be known before anything starts.
      const known = credentials.data ?? (await credentials.refetch({ throwOnError: true })).data ?? [];
      const { rehearsal } = await call<Run>("GET", `/runs/${encodeURIComponent(last.id)}`);
      const part = doneAgain(useEditor.getState().document, catalogue, from, last.steps);
      // What begins with a rehearsal stays one: nothing of it reaches anybody.
      const real = rehearsal ? undefined : realPeopleOf(part, catalogue, known);
      if (real) {
        return askReal(t, {
          real,
          nameOf: named,
          onRehearse: sandbox ? () => start({ rehearsal: true }) : undefined,
          onRun: () => start(),
        });
      }
      const sending = part.nodes.filter((node) => node.disabled !== true && writes(node, catalogue)).map(named);
      if (rehearsal || sending.length === 0) return start();
      return ask(t, {
        title: t("try.from.title", { step: named(first) }),
        text: <Sending steps={sending} />,
        yes: t("try.from"),
        onYes: () => start(),
      });
    } catch (error) {
      return sayError(error, t);
    } finally {
      setBusy(false);
    }
  };
  return { press: last ? () => void press() : undefined, from, busy: busy || again.isPending };
}

function Sending({ steps }: { steps: readonly string[] }) {
  const t = useT();
  return (
    <Stack gap="xs" data-testid="run-from-sends">
      <Text size="sm">{t("try.from.text")}</Text>
      <List size="sm">
        {steps.map((step, index) => (
          // Two steps may have one name.
          // oxlint-disable-next-line react/no-array-index-key
          <List.Item key={index}>{step}</List.Item>
        ))}
      </List>
    </Stack>
  );
}
