import { Anchor, List, Text } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useIntl } from "react-intl";
import type { Json } from "@leeway/engine";
import { addressOfFile, useRunFiles } from "../../api/run-files.js";
import { useMay } from "../../api/permission.js";
import { useT } from "../../ui/language.js";
import { Failed } from "../../ui/states.js";
import { useLiveRun } from "../live.js";
import { Piece } from "./words.js";

const KB = 1_024;

/** The files that came with the run's call, to be downloaded. */
export function RunFiles({ output }: { output: Json | undefined }) {
  const t = useT();
  const intl = useIntl();
  const may = useMay();
  const runId = useLiveRun((state) => state.runId);
  // Most calls bring none: only one that seems to is worth a question.
  const files = useRunFiles(runId, JSON.stringify(output ?? null).includes('"id":"file_'));
  if (files.error) return <Failed error={files.error} again={() => void files.refetch()} />;
  if (!files.data || files.data.length === 0) return null;
  const sizeOf = (bytes: number) =>
    bytes < KB * KB
      ? intl.formatNumber(Math.max(1, Math.round(bytes / KB)), { style: "unit", unit: "kilobyte" })
      : intl.formatNumber(bytes / KB / KB, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
  return (
    <Piece title={t("story.files")}>
      <List icon={<IconPaperclip size={16} aria-hidden />} size="sm" spacing={4} data-testid="run-files">
        {files.data.map(({ id, name, size }) => (
          <List.Item key={id}>
            {may("personalData.view") ? (
              <Anchor href={addressOfFile(id)} download={name} size="sm" style={{ overflowWrap: "anywhere" }}>
                {name}
              </Anchor>
            ) : (
              name
            )}{" "}
            <Text span size="xs" c="dimmed">
              {sizeOf(size)}
            </Text>
          </List.Item>
        ))}
      </List>
    </Piece>
  );
}
