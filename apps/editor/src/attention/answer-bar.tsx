import { Checkbox, Group, Paper } from "@mantine/core";
import type { AttentionEntry } from "@leeway/api";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { Words } from "./words.js";

interface AnswerBarProps {
  chosen: readonly AttentionEntry[];
  all: number;
  onAll: (on: boolean) => void;
  onDone: () => void;
}

/** One word for several. */
export function AnswerBar({ chosen, all, onAll, onDone }: AnswerBarProps) {
  const may = useMay();
  const t = useT();
  if (!may("runs.settle")) return null;
  return (
    <Paper withBorder px="md" py="xs">
      <Group mih={36}>
        <Checkbox
          label={
            chosen.length === 0 ? t("attention.all", { count: all }) : t("attention.chosen", { count: chosen.length })
          }
          checked={chosen.length === all}
          indeterminate={chosen.length > 0 && chosen.length < all}
          onChange={(event) => onAll(event.currentTarget.checked)}
        />
        {chosen.length > 0 && <Words entries={chosen} several onDone={onDone} />}
      </Group>
    </Paper>
  );
}
