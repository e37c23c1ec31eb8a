import { useRef, type RefObject } from "react";
import { Alert, Button, Group, List, ScrollArea, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconEqual, IconRoute } from "@tabler/icons-react";
import type { WorkflowDocument } from "@leeway/engine";
import { useVersion } from "../api/workflows.js";
import { readingOf } from "../document/reading.js";
import { useEditor } from "../document/store.js";
import { AheadList } from "../polls/ahead-list.js";
import { useAhead } from "../polls/use-ahead.js";
import { Dialog } from "../ui/dialog.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import { DifferenceList } from "../versions/difference-list.js";
import { useTelling } from "../versions/use-telling.js";
import { StartTimes } from "./start-times.js";
import { Warnings } from "./warnings.js";

interface PublishDialogProps {
  workflowId: string;
  /** Steps and params of a real account where an id stands that only the sandbox knows. */
  stale: readonly string[];
  onReplace?: () => void;
  /** `leave`: triggers that take nothing of what came before. */
  onPublish: (leave: readonly string[]) => void;
  onClose: () => void;
  /** The button that asked: it is busy just then. */
  returnTo: RefObject<HTMLElement | null>;
}

/** Before a draft goes live: what changes, what is worth a look, and when it starts by itself. */
export function PublishDialog({ workflowId, stale, onReplace, onPublish, onClose, returnTo }: PublishDialogProps) {
  const t = useT();
  const said = useRef(false);
  const ahead = useAhead(workflowId);
  const once = (act: () => void) => () => {
    if (said.current) return;
    said.current = true;
    onClose();
    act();
  };
  return (
    <Dialog {...(returnTo && { returnTo })} onClose={onClose} size="lg" title={t("publish.title")}>
      <Stack gap="md" data-testid="publish-dialog">
        <ScrollArea.Autosize mah="60vh" type="auto" offsetScrollbars="present" viewportProps={{ tabIndex: 0 }}>
          <Stack gap="md">
            {stale.length > 0 && <Stale places={stale} />}
            <Changes workflowId={workflowId} />
            <Warnings />
            <StartTimes workflowId={workflowId} />
            <AheadList ahead={ahead} />
          </Stack>
        </ScrollArea.Autosize>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          {stale.length > 0 ? (
            <>
              <Button
                variant="subtle"
                color="red"
                disabled={!ahead.ready}
                onClick={once(() => onPublish(ahead.leave))}
                data-testid="publish-yes"
              >
                {t("live.publish.anyway")}
              </Button>
              <Button
                leftSection={<IconRoute size={16} aria-hidden />}
                onClick={once(() => onReplace?.())}
                data-testid="stale-replace"
                data-autofocus
              >
                {t("stale.path")}
              </Button>
            </>
          ) : (
            <Button
              disabled={!ahead.ready}
              onClick={once(() => onPublish(ahead.leave))}
              data-testid="publish-yes"
              data-autofocus
            >
              {t("editor.publish")}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

function Stale({ places }: { places: readonly string[] }) {
  const t = useT();
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t("stale.title")}>
      <Stack gap="xs" data-testid="stale-ids">
        <Text size="sm">{t("stale.text")}</Text>
        <List size="sm" spacing={2}>
          {places.map((place) => (
            <List.Item key={place}>{place}</List.Item>
          ))}
        </List>
      </Stack>
    </Alert>
  );
}

/** Triggers that begin nothing by themselves. */
const byOthers: ReadonlySet<string> = new Set(["trigger.manual", "trigger.workflow"]);

function Changes({ workflowId }: { workflowId: string }) {
  const t = useT();
  const version = useEditor(({ workflow }) => workflow?.published?.version);
  const document = useEditor((state) => state.document);
  const live = useVersion(workflowId, version);
  if (version === undefined) {
    const self = readingOf(document).triggers.some(({ type, disabled }) => disabled !== true && !byOthers.has(type));
    return <Text size="sm">{t("publish.first", { count: document.nodes.length, self: self ? "yes" : "no" })}</Text>;
  }
  if (live.error) return <Failed error={live.error} again={() => void live.refetch()} />;
  if (!live.data) return <Waiting rows={2} />;
  return <Since version={version} before={live.data} after={document} />;
}

function Since({ version, before, after }: { version: number; before: WorkflowDocument; after: WorkflowDocument }) {
  const t = useT();
  const { chapters, same } = useTelling(before, after);
  if (same) {
    return (
      <Alert color="gray" variant="light" icon={<IconEqual aria-hidden />} title={t("difference.none")}>
        {t("publish.same", { version })}
      </Alert>
    );
  }
  return (
    <section>
      <Title order={3} size="sm" mb="xs">
        {t("publish.since", { version })}
      </Title>
      <DifferenceList chapters={chapters} />
    </section>
  );
}
