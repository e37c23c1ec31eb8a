import { NumberInput, Radio, SimpleGrid, Stack, Switch } from "@mantine/core";
import type { NodeDefinition, OnError, WorkflowNode } from "@leeway/engine";
import { setNode } from "../document/commands.js";
import { useEditor } from "../document/store.js";
import { Editable } from "./editable.js";
import { useT } from "../ui/language.js";
import { WhichLoop } from "./which-loop.js";
import { ParamField } from "./fields/param-field.js";
import { setOnError, withRetry } from "./settings.js";
import { shownParams } from "./shown.js";
import { useStep } from "./step-context.js";

/** What is needed now and then: rare params, what happens on failure, patience. */
export function SettingsTab() {
  const { node, definition } = useStep();
  const advanced = shownParams(definition, node.params).filter((param) => param.advanced);
  return (
    <Editable>
      <Stack gap="lg">
        {advanced.map((param) => (
          <ParamField key={param.name} param={param} />
        ))}
        {definition.kind !== "trigger" && <OnFailure node={node} definition={definition} />}
        {definition.kind === "action" && <Patience node={node} definition={definition} />}
        {definition.kind !== "trigger" && <WhichLoop node={node} />}
        <OnOff node={node} trigger={definition.kind === "trigger"} />
      </Stack>
    </Editable>
  );
}

interface SettingProps {
  node: WorkflowNode;
  definition: NodeDefinition;
}

function OnFailure({ node, definition }: SettingProps) {
  const t = useT();
  const run = useEditor((state) => state.run);
  const ways: OnError[] = ["stop"];
  // Going on needs a way that is no decision; a branch of a step that decides has none either.
  if (definition.ports.some(({ id }) => id === "main")) ways.push("continue");
  ways.push("branch");
  return (
    <Radio.Group
      label={t("step.onError")}
      value={node.onError ?? "stop"}
      onChange={(way) => run(setOnError(node.id, way))}
      data-testid="setting-onError"
    >
      <Stack gap="xs" mt="xs">
        {ways.map((way) => (
          <Radio key={way} value={way} label={t(`step.onError.${way}`)} description={t(`step.onError.${way}.help`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

const asNumber = (value: string | number) => (typeof value === "number" ? value : undefined);

function Patience({ node, definition }: SettingProps) {
  const t = useT();
  const run = useEditor((state) => state.run);
  const set = (fields: Parameters<typeof setNode>[1], what: string) =>
    run(setNode(node.id, fields), `${node.id}.${what}`);
  const creates = definition.effect === "create";
  return (
    <SimpleGrid cols={1} spacing="sm">
      <NumberInput
        label={t("step.attempts")}
        description={creates ? `${t("step.attempts.help")} ${t("step.attempts.create")}` : t("step.attempts.help")}
        min={1}
        max={10}
        allowDecimal={false}
        clampBehavior="strict"
        placeholder={String(definition.maxAttempts)}
        value={node.retry?.maxAttempts ?? ""}
        onChange={(value) => set({ retry: withRetry(node.retry, "maxAttempts", asNumber(value)) }, "retry")}
      />
      <NumberInput
        label={t("step.backoff")}
        description={t("step.backoff.help")}
        min={0}
        max={300}
        clampBehavior="strict"
        placeholder="2"
        value={node.retry?.backoffSeconds ?? ""}
        onChange={(value) => set({ retry: withRetry(node.retry, "backoffSeconds", asNumber(value)) }, "backoff")}
      />
      <NumberInput
        label={t("step.timeout")}
        description={t("step.timeout.help")}
        min={1}
        max={300}
        clampBehavior="strict"
        placeholder="30"
        value={node.timeoutSeconds ?? ""}
        onChange={(value) => set({ timeoutSeconds: asNumber(value) }, "timeout")}
      />
    </SimpleGrid>
  );
}

function OnOff({ node, trigger }: { node: WorkflowNode; trigger: boolean }) {
  const t = useT();
  const run = useEditor((state) => state.run);
  return (
    <Switch
      label={t(trigger ? "step.disabled.trigger" : "step.disabled")}
      description={t(trigger ? "step.disabled.trigger.help" : "step.disabled.help")}
      checked={node.disabled === true}
      onChange={({ currentTarget }) => run(setNode(node.id, { disabled: currentTarget.checked ? true : undefined }))}
    />
  );
}
