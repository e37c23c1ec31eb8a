import { useState } from "react";
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { ownOf, sampleOf, type Json } from "@leeway/engine";
import { useKeepSample, useSamples } from "../api/workflows.js";
import { useLastRun } from "../expression/last-run.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { readJson } from "../ui/json-text.js";
import { useStep } from "./step-context.js";
import { bodyOf, payloadOf } from "./webhook-sample.js";

/** Data to work with before the first real one: an example, or what somebody pasted. */
export function SampleBox() {
  const t = useT();
  const { workflowId, node } = useStep();
  const kept = ownOf(useSamples(workflowId).data ?? {}, node.id);
  const last = useLastRun(workflowId)?.steps.get(node.id)?.output;
  const keep = useKeepSample(workflowId);
  const [draft, setDraft] = useState<string>();
  const save = (payload: Json) =>
    keep.mutate(
      { nodeId: node.id, payload },
      { onSuccess: () => setDraft(undefined), onError: (error) => sayError(error, t) },
    );
  return (
    <Stack gap={6} data-testid="sample">
      <Text size="sm" fw={600}>
        {t("sample.title")}
      </Text>
      <Text size="xs" c="dimmed">
        {t(kept === undefined ? "sample.example" : "sample.kept")}
      </Text>
      {draft === undefined ? (
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => setDraft("")}>
            {t("sample.paste")}
          </Button>
          {last !== undefined && last !== null && (
            <Button size="compact-sm" variant="default" loading={keep.isPending} onClick={() => save(last)}>
              {t("sample.fromRun")}
            </Button>
          )}
          {kept !== undefined && (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => save(null)}>
              {t("sample.forget")}
            </Button>
          )}
        </Group>
      ) : (
        <SampleForm
          text={draft}
          kept={kept}
          saving={keep.isPending}
          onType={setDraft}
          onKeep={save}
          onCancel={() => setDraft(undefined)}
        />
      )}
    </Stack>
  );
}

interface SampleFormProps {
  text: string;
  kept: Json | undefined;
  saving: boolean;
  onType: (text: string) => void;
  onKeep: (payload: Json) => void;
  onCancel: () => void;
}

function SampleForm({ text, kept, saving, onType, onKeep, onCancel }: SampleFormProps) {
  const t = useT();
  const { node, definition } = useStep();
  const webhook = node.type === "trigger.webhook";
  const read = text.trim() === "" ? undefined : readJson(text);
  const keep = () => {
    if (!read?.ok) return;
    onKeep(webhook ? received(read.value, node.params["method"]) : read.value);
  };
  const shape = kept ?? sampleOf(definition, node.params);
  const { line, column } = read?.ok === false ? read.fault : { line: 0, column: 0 };
  return (
    <>
      <Textarea
        autosize
        minRows={5}
        maxRows={16}
        data-autofocus
        autoFocus
        label={t(webhook ? "sample.label.body" : "sample.label")}
        placeholder={JSON.stringify(webhook ? bodyOf(shape) : shape, null, 2)}
        value={text}
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
        error={read?.ok === false ? t("sample.bad", { line, column }) : undefined}
        onChange={({ currentTarget }) => onType(currentTarget.value)}
      />
      <Group gap="xs">
        <Button size="compact-sm" variant="light" disabled={!read?.ok} loading={saving} onClick={keep}>
          {t("sample.keep")}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </Group>
    </>
  );
}

/** What the webhook would give for a pasted body. */
const received = (body: Json, method: Json | undefined) =>
  payloadOf(body, typeof method === "string" && method !== "ANY" ? method : "POST", Date.now());
