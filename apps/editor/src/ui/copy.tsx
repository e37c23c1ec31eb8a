import { ActionIcon, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useT } from "./language.js";

/** Copies a text; `label` says what. */
export function Copy({ text, label }: { text: string; label?: string }) {
  const t = useT();
  const clipboard = useClipboard({ timeout: 1_500 });
  const name = clipboard.copied ? t("common.copied") : (label ?? t("common.copy"));
  return (
    <Tooltip label={name}>
      <ActionIcon
        variant="subtle"
        color={clipboard.copied ? "teal" : "gray"}
        aria-label={name}
        onClick={() => clipboard.copy(text)}
      >
        {clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}
