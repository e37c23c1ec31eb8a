import { Group, Text } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useMay } from "../api/permission.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";

/** Says to whom the drawing is there to be looked at what they can do here, and who changes it. */
export function ReadOnlyNote() {
  const t = useT();
  const may = useMay();
  const readOnly = useEditor((state) => state.readOnly);
  if (!readOnly) return null;
  return (
    <Group
      gap="xs"
      px="md"
      py={6}
      wrap="nowrap"
      bg="var(--mantine-color-default-hover)"
      role="note"
      data-testid="read-only"
    >
      <IconEye size={18} aria-hidden style={{ flex: "none" }} />
      <Text size="sm">{t(may("runs.start") ? "access.workflow.operator" : "access.workflow.viewer")}</Text>
    </Group>
  );
}
