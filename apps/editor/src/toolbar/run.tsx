import { useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { ActionIcon, Button, Group, Menu, Tooltip } from "@mantine/core";
import { IconChevronDown, IconMasksTheater, IconPlayerPlay, IconTextPlus } from "@tabler/icons-react";
import { ownOf, sampleOf, type Json, type WorkflowNode } from "@leeway/engine";
import { useMe } from "../api/account.js";
import { ApiProblem } from "../api/http.js";
import { useSamples } from "../api/workflows.js";
import { useCredentials } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { readingOf } from "../document/reading.js";
import { saveDraft } from "../document/saving.js";
import { useEditor } from "../document/store.js";
import { NodeIcon } from "../palette/node-icon.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { OwnData } from "./own-data.js";
import { useProblemsOpen } from "./problems-open.js";
import { showServersProblems, usePublishState } from "./publishing.js";
import { askMany, forecastOf, MANY_CALLS } from "./ask-many.js";
import { askReal } from "./ask-real.js";
import { realPeopleOf } from "./real-people.js";
import { runDraft, type RunWish } from "./running.js";
import css from "./toolbar.module.css";

/** Starts the draft from a trigger: with its sample at once, or with data that one writes. */
export function RunButton({ workflowId }: { workflowId: string }) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const triggers = useEditor(useShallow(({ document }) => readingOf(document).triggers));
  const chosen = useEditor(({ selectedNodes }) => triggers.find(({ id }) => selectedNodes.has(id)));
  const samples = useSamples(workflowId).data;
  const publishState = usePublishState();
  const openProblems = useProblemsOpen((state) => state.setOpen);
  const credentials = useCredentials();
  const sandbox = useMe().data?.sandbox === true;
  const [busy, setBusy] = useState(false);
  const [own, setOwn] = useState<WorkflowNode>();
  const first = chosen ?? triggers[0];
  const named = (node: WorkflowNode) => nameOf(node, catalogue, locale);
  const dataOf = (node: WorkflowNode): Json => {
    const definition = catalogue.get(node.type);
    return ownOf(samples ?? {}, node.id) ?? (definition ? sampleOf(definition, node.params) : {});
  };
  const showProblems = async () => {
    await showServersProblems(catalogue, locale).catch((error: unknown) => sayError(error, t));
    openProblems(true);
  };
  const start = async (node: WorkflowNode, wish: RunWish = {}) => {
    // A rehearsal sends nothing; what cannot be foretold is no reason not to run.
    const forecast = wish.rehearsal ? undefined : await foretell(node, wish.payload);
    const open = forecast ? openSteps(forecast.unknown) : [];
    if (!forecast || (forecast.calls < MANY_CALLS && open.length === 0)) return begin(node, wish);
    return askMany(t, forecast, open, () => void begin(node, wish));
  };
  /** Those that may send any number of times; a list of which nobody knows how long it is only reads more pages. */
  const openSteps = (unknown: readonly string[]) => {
    const { nodes } = useEditor.getState().document;
    const repeats = ({ type }: WorkflowNode) => type === "logic.workflow" || catalogue.get(type)?.loop === true;
    return nodes
      .filter((one) => unknown.includes(one.id) && repeats(one))
      .map((one) => t("clash.quoted", { text: named(one) }));
  };
  /** By what is on the canvas now, not by what the server had before. */
  const foretell = async (node: WorkflowNode, payload: Json | undefined) => {
    setBusy(true);
    try {
      await saveDraft();
      return await forecastOf(workflowId, node.id, payload);
    } catch {
      // A draft that is not saved is told of by the run.
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const begin = async (node: WorkflowNode, wish: RunWish) => {
    setBusy(true);
    try {
      await runDraft(node.id, wish);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "workflow.hasProblems") await showProblems();
      else if (useEditor.getState().saveState !== "conflict") sayError(error, t);
    } finally {
      setBusy(false);
    }
  };
  const rehearse = (node: WorkflowNode, payload?: Json) => void start(node, { ...given(payload), rehearsal: true });
  const run = async (node: WorkflowNode, payload?: Json) => {
    // Whom it would reach must be known before anything starts.
    const known = credentials.data ? credentials : await credentials.refetch();
    if (!known.data) return sayError(known.error, t);
    const real = realPeopleOf(useEditor.getState().document, catalogue, known.data);
    if (!real) return start(node, given(payload));
    return askReal(t, {
      real,
      nameOf: named,
      onRehearse: sandbox ? () => rehearse(node, payload) : undefined,
      onRun: () => void start(node, given(payload)),
    });
  };
  const kept = first !== undefined && ownOf(samples ?? {}, first.id) !== undefined;
  const variant = publishState === "current" ? "filled" : "default";
  return (
    <Group gap={1} wrap="nowrap">
      <Tooltip label={t(sandbox ? "rehearse.help" : "rehearse.off")} multiline w={280} openDelay={400}>
        <Button
          variant="default"
          size="sm"
          mr={7}
          data-testid="toolbar-rehearse"
          classNames={{ root: css.folding ?? "", section: css.foldingSign ?? "", label: css.foldingWord ?? "" }}
          leftSection={<IconMasksTheater size={16} aria-hidden />}
          disabled={!first || !sandbox || busy}
          onClick={() => first && rehearse(first)}
        >
          {t("rehearse")}
        </Button>
      </Tooltip>
      <Tooltip label={first ? t("editor.run.sample.help") : t("editor.run.noTrigger")} openDelay={first ? 400 : 0}>
        <Button
          variant={variant}
          size="sm"
          data-testid="toolbar-run"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={busy}
          disabled={!first}
          style={{ borderTopRightRadius: 0, borderBottomRightRadius: 0 }}
          onClick={() => first && void run(first)}
        >
          {kept ? t("editor.run.kept") : t("editor.run")}
        </Button>
      </Tooltip>
      <Menu position="bottom-end" width={300} disabled={!first}>
        <Menu.Target>
          <ActionIcon
            variant={variant}
            size={36}
            aria-label={t("editor.run.from")}
            data-testid="toolbar-run-menu"
            disabled={!first}
            style={{ borderTopLeftRadius: 0, borderBottomLeftRadius: 0 }}
          >
            <IconChevronDown size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {triggers.map((node) => (
            <div key={node.id} role="none">
              <Menu.Label>{named(node)}</Menu.Label>
              <Menu.Item
                leftSection={<NodeIcon name={catalogue.get(node.type)?.icon} size={16} />}
                onClick={() => void run(node)}
              >
                {t("editor.run.sample")}
              </Menu.Item>
              {sandbox && (
                <Menu.Item leftSection={<IconMasksTheater size={16} aria-hidden />} onClick={() => rehearse(node)}>
                  {t("rehearse.sample")}
                </Menu.Item>
              )}
              <Menu.Item leftSection={<IconTextPlus size={16} aria-hidden />} onClick={() => setOwn(node)}>
                {t("editor.run.own")}
              </Menu.Item>
            </div>
          ))}
        </Menu.Dropdown>
      </Menu>
      {own && (
        <OwnData
          workflowId={workflowId}
          node={own}
          name={named(own)}
          sample={dataOf(own)}
          onStart={(payload) => void run(own, payload)}
          onRehearse={sandbox ? (payload) => rehearse(own, payload) : undefined}
          onClose={() => setOwn(undefined)}
        />
      )}
    </Group>
  );
}

const given = (payload: Json | undefined): RunWish => (payload === undefined ? {} : { payload });
