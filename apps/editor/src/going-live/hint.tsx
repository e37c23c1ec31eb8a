import { useState } from "react";
import { ActionIcon, Button, Group, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useCredentials } from "../api/workspace.js";
import { useEditor } from "../document/store.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { remember, remembered } from "../ui/remembered.js";
import { useGoingLive } from "./going-live-open.js";

/** Says of a workflow that works with the sandbox that it does, and leads on. */
export function SandboxHint({ workflowId }: { workflowId: string }) {
  const may = useMay();
  const t = useT();
  const open = useGoingLive((state) => state.open);
  const credentials = useCredentials().data;
  const sandbox = new Set(credentials?.filter((one) => one.sandbox).map(({ id }) => id));
  const uses = useEditor(({ document }) => document.nodes.some(({ credential }) => sandbox.has(credential ?? "")));
  const key = `live-hint.${workflowId}`;
  const [hidden, setHidden] = useState(() => remembered(key) !== undefined);
  if (!uses || hidden) return null;
  if (!may("credentials.edit")) return null;
  return (
    <Group gap="xs" px="md" py={4} wrap="nowrap" bg="var(--mantine-color-default-hover)" data-testid="live-hint">
      <Text size="sm" truncate="end">
        {t("live.hint")}
      </Text>
      <Button size="compact-sm" variant="subtle" onClick={() => open(workflowId)}>
        {t("live.hint.button")}
      </Button>
      <ActionIcon
        ml="auto"
        variant="subtle"
        color="gray"
        aria-label={t("live.hint.hide")}
        onClick={() => {
          remember(key, "hidden");
          setHidden(true);
        }}
      >
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
