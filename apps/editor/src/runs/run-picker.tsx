import { Button, Menu, Text } from "@mantine/core";
import { IconChevronDown, IconHistory } from "@tabler/icons-react";
import { Link } from "react-router";
import { useRuns } from "../api/runs.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { statusLooks } from "../ui/status.js";

const NEWEST = 10;

interface RunPickerProps {
  workflowId: string;
  runId: string | undefined;
  onPick: (runId: string) => void;
}

/** The newest runs of a workflow, to look at one of them. */
export function RunPicker({ workflowId, runId, onPick }: RunPickerProps) {
  const t = useT();
  const runs = useRuns({ workflowId }, NEWEST).data?.pages[0]?.items ?? [];
  const shown = runs.find(({ id }) => id === runId);
  return (
    <Menu position="top-start" width={320}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          flex="none"
          title={t("run.pick")}
          leftSection={<IconHistory size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          data-testid="run-picker"
        >
          {shown ? <Moment at={shown.createdAt} /> : t("run.pick")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {runs.length === 0 && <Menu.Label>{t("run.pick.none")}</Menu.Label>}
        {runs.map((run) => {
          const { icon: Sign, color, word } = statusLooks[run.status];
          return (
            <Menu.Item
              key={run.id}
              onClick={() => onPick(run.id)}
              aria-current={run.id === runId}
              {...(run.id === runId && { bg: "var(--mantine-color-default-hover)" })}
              leftSection={<Sign size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />}
              rightSection={
                <Text size="xs" c="dimmed">
                  {t(word)}
                </Text>
              }
            >
              <Moment at={run.createdAt} size="sm" />
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item component={Link} to={`/runs?workflow=${encodeURIComponent(workflowId)}`}>
          {t("run.back")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
