import { List, Stack, Text } from "@mantine/core";
import { useUsers } from "../api/usage.js";
import type { MessageId } from "../messages/catalogue.js";
import { ask } from "../ui/confirm.js";
import { useT, type Translate } from "../ui/language.js";

const consequences: readonly MessageId[] = [
  "editor.unpublish.runs",
  "editor.unpublish.schedules",
  "editor.unpublish.addresses",
];

interface Stopping {
  workflowId: string;
  name: string;
  onYes: () => void;
}

/** Before a live workflow is stopped: what ends, what goes on, and what comes back. */
export function askStop(t: Translate, { workflowId, name, onYes }: Stopping): void {
  ask(t, {
    title: t("editor.unpublish.title", { name }),
    text: <Words workflowId={workflowId} />,
    yes: t("editor.unpublish.button"),
    loss: true,
    onYes,
  });
}

function Words({ workflowId }: Pick<Stopping, "workflowId">) {
  const t = useT();
  const callers = useUsers("workflows", workflowId).data?.filter(({ steps }) =>
    steps.some(({ live, needs }) => live && needs),
  );
  return (
    <Stack gap="xs" data-testid="stop-words">
      <Text size="sm">{t("editor.unpublish.text")}</Text>
      <List size="sm" spacing={4}>
        {consequences.map((id) => (
          <List.Item key={id}>{t(id)}</List.Item>
        ))}
        {callers && callers.length > 0 && (
          <List.Item>{t("editor.unpublish.callers", { names: callers.map((one) => one.name).join(", ") })}</List.Item>
        )}
      </List>
    </Stack>
  );
}
