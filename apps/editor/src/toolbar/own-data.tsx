import { useRef, useState } from "react";
import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { IconMasksTheater, IconPlayerPlay } from "@tabler/icons-react";
import { isObject, type Json, type WorkflowNode } from "@leeway/engine";
import { useKeepSample } from "../api/workflows.js";
import { payloadOf } from "../inspector/webhook-sample.js";
import { Dialog } from "../ui/dialog.js";
import { JsonArea } from "../ui/json-area.js";
import { readJson } from "../ui/json-text.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";

interface OwnDataProps {
  workflowId: string;
  node: WorkflowNode;
  name: string;
  sample: Json;
  onStart: (payload: Json) => void;
  /** Absent where there is no sandbox. */
  onRehearse: ((payload: Json) => void) | undefined;
  onClose: () => void;
}

const isRequest = (sample: Json): boolean => isObject(sample) && "body" in sample && "headers" in sample;

/** What the trigger would receive, written by hand; it starts from the sample. */
export function OwnData({ workflowId, node, name, sample, onStart, onRehearse, onClose }: OwnDataProps) {
  const t = useT();
  const keepSample = useKeepSample(workflowId);
  const [text, setText] = useState(() => JSON.stringify(sample, null, 2));
  const [keep, setKeep] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const start = (then: (payload: Json) => void) => {
    const read = readJson(text);
    if (!read.ok) return field.current?.focus();
    // What people have at hand is what their site sends: the body alone.
    const payload = isRequest(sample) ? payloadOf(read.value, "POST", Date.now()) : read.value;
    // It is told even though the dialog is closed by then.
    if (keep) keepSample.mutateAsync({ nodeId: node.id, payload }).catch((error: unknown) => sayError(error, t));
    then(payload);
    onClose();
  };
  return (
    <Dialog onClose={onClose} size="lg" title={t("editor.run.payload", { name })}>
      <Stack>
        <JsonArea
          ref={field}
          aria-label={t("editor.run.payload", { name })}
          description={t("editor.run.own.help")}
          minRows={10}
          maxRows={22}
          value={text}
          onChange={setText}
          data-autofocus
        />
        <Checkbox
          label={t("editor.run.keep")}
          checked={keep}
          onChange={(event) => setKeep(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          {onRehearse && (
            <Button
              variant="default"
              leftSection={<IconMasksTheater size={16} aria-hidden />}
              onClick={() => start(onRehearse)}
            >
              {t("rehearse")}
            </Button>
          )}
          <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => start(onStart)}>
            {t("editor.run.start")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
