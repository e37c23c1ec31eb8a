import { List, Stack, Text } from "@mantine/core";
import type { MessageId } from "../messages/catalogue.js";
import { ask } from "../ui/confirm.js";
import { useT, type Translate } from "../ui/language.js";

const consequences: readonly MessageId[] = [
  "editor.unpublish.runs",
  "editor.unpublish.schedules",
  "editor.unpublish.addresses",
  "editor.unpublish.callers",
];

/** Before a live workflow is stopped: what ends, what goes on, and what comes back. */
export function askStop(t: Translate, name: string, onYes: () => void): void {
  ask(t, {
    title: t("editor.unpublish.title", { name }),
    text: <Words />,
    yes: t("editor.unpublish.button"),
    loss: true,
    onYes,
  });
}

function Words() {
  const t = useT();
  return (
    <Stack gap="xs" data-testid="stop-words">
      <Text size="sm">{t("editor.unpublish.text")}</Text>
      <List size="sm" spacing={4}>
        {consequences.map((id) => (
          <List.Item key={id}>{t(id)}</List.Item>
        ))}
      </List>
    </Stack>
  );
}
