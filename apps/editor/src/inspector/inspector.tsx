import { useCallback, useMemo, useState } from "react";
import { Box, Tabs, Text } from "@mantine/core";
import { sayProblem, type ProblemDto } from "@leeway/api";
import type { NodeDefinition, WorkflowNode } from "@leeway/engine";
import { useMe } from "../api/account.js";
import { setParam } from "../document/commands.js";
import { useDefinition } from "../document/catalogue.js";
import { useProblemsOf } from "../document/problems-of.js";
import { useEditor } from "../document/store.js";
import { PreviewProvider } from "../expression/preview-context.js";
import { useNodeName, useWorld } from "../expression/use-world.js";
import { useLanguage, useT } from "../ui/language.js";
import { DataTab } from "./data-tab.js";
import { Header } from "./header.js";
import { ParamsTab } from "./params-tab.js";
import { isInside } from "./problems.js";
import { SettingsTab } from "./settings-tab.js";
import { StepProvider, type StepWorld } from "./step-context.js";
import css from "./inspector.module.css";

/** The selected step: what it does, how it behaves, what went through it. */
export function Inspector({ workflowId, nodeId }: { workflowId: string; nodeId: string }) {
  const t = useT();
  const node = useEditor((state) => state.nodes.get(nodeId));
  const definition = useDefinition(node?.type);
  if (!node) return <Text p="md">{t("inspector.gone")}</Text>;
  if (!definition) return <UnknownStep node={node} />;
  return <KnownStep key={nodeId} workflowId={workflowId} node={node} definition={definition} />;
}

function UnknownStep({ node }: { node: WorkflowNode }) {
  const t = useT();
  return (
    <div className={css.panel}>
      <Header node={node} definition={undefined} />
      <Text p="md" size="sm">
        {t("inspector.unknown", { type: node.type })}
      </Text>
    </div>
  );
}

interface KnownStepProps {
  workflowId: string;
  node: WorkflowNode;
  definition: NodeDefinition;
}

function KnownStep({ workflowId, node, definition }: KnownStepProps) {
  const t = useT();
  const step = useStepWorld(workflowId, node, definition);
  const world = useWorld(node.id);
  const [tab, setTab] = useTab(node.id, definition);
  return (
    <StepProvider value={step}>
      <PreviewProvider value={world}>
        <div className={css.panel}>
          <Header node={node} definition={definition} />
          <Tabs value={tab} onChange={setTab} keepMounted={false} className={css.tabs}>
            <Tabs.List className={css.list} aria-label={t("inspector.tabs")}>
              {tabs.map((name) => (
                <Tabs.Tab key={name} value={name} data-testid={`inspector-tab-${name}`}>
                  {t(`inspector.tab.${name}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Box className={css.body} tabIndex={-1}>
              <Tabs.Panel value="params">
                <ParamsTab />
              </Tabs.Panel>
              <Tabs.Panel value="settings">
                <SettingsTab />
              </Tabs.Panel>
              <Tabs.Panel value="data">
                <DataTab />
              </Tabs.Panel>
            </Box>
          </Tabs>
        </div>
      </PreviewProvider>
    </StepProvider>
  );
}

const tabs = ["params", "settings", "data"] as const;

/** The tab that somebody chose; a problem that leads to a param opens the tab where it lives. */
function useTab(nodeId: string, definition: NodeDefinition): [string, (tab: string | null) => void] {
  const wanted = useEditor((state) => state.wantedParam);
  const [chosen, setChosen] = useState<{ tab: string; at: number }>({ tab: "params", at: 0 });
  const setTab = (tab: string | null) => setChosen({ tab: tab ?? "params", at: Date.now() });
  if (!wanted || wanted.nodeId !== nodeId || wanted.at <= chosen.at) return [chosen.tab, setTab];
  const param = definition.params.find(({ name }) => isInside(wanted.param, name));
  return [param?.advanced ? "settings" : "params", setTab];
}

function useStepWorld(workflowId: string, node: WorkflowNode, definition: NodeDefinition): StepWorld {
  const { locale } = useLanguage();
  const run = useEditor((state) => state.run);
  const own = useEditor((state) => state.document.settings.timezone);
  const { data: me } = useMe();
  const problems = useProblemsOf(node.id);
  const [shy] = useState(() => Object.keys(node.params).length === 0);
  const name = useNodeName();
  const { id } = node;
  // The same ones whatever is written: a field whose value stays is not drawn anew.
  const set = useCallback<StepWorld["set"]>(
    (param, value, labels) => run(setParam(id, param, value, labels), `${id}.${param}`),
    [id, run],
  );
  // It stands where it belongs: neither the step nor the path need be named.
  const say = useCallback(
    ({ code, severity, values, position, param }: ProblemDto, label = param) => {
      const at = { ...(label !== undefined && { param: label }), ...(position !== undefined && { position }) };
      return sayProblem({ code, severity, values, ...at }, locale, name);
    },
    [locale, name],
  );
  const timezone = own ?? me?.workspace.timezone ?? "UTC";
  return useMemo(
    () => ({ workflowId, node, definition, problems, timezone, shy, say, set }),
    [workflowId, node, definition, problems, timezone, shy, say, set],
  );
}
