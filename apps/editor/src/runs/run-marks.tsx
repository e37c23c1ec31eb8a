import { Badge, Group, Tooltip } from "@mantine/core";
import type { Run } from "@leeway/api";
import { useT } from "../ui/language.js";

/** What sets a run apart: the draft or an old version, a rehearsal, a repetition, another workflow's call. */
export function RunMarks({ run }: { run: Pick<Run, "version" | "rehearsal" | "replayOf" | "parentRunId"> }) {
  const t = useT();
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex" flex="none">
      {run.version === "draft" && (
        <Badge variant="default" size="sm">
          {t("runs.draft")}
        </Badge>
      )}
      {run.rehearsal && (
        <Tooltip label={t("runs.rehearsal.hint")}>
          <Badge color="violet" size="sm">
            {t("runs.rehearsal")}
          </Badge>
        </Tooltip>
      )}
      {run.replayOf !== null && (
        <Tooltip label={t("run.replayOf")}>
          <Badge variant="default" size="sm">
            {t("runs.repeat")}
          </Badge>
        </Tooltip>
      )}
      {run.parentRunId !== null && (
        <Tooltip label={t("runs.called.hint")}>
          <Badge variant="default" size="sm">
            {t("runs.called")}
          </Badge>
        </Tooltip>
      )}
    </Group>
  );
}
