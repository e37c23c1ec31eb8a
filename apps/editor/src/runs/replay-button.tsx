import { Button, Menu, type ButtonProps } from "@mantine/core";
import type { ReplayRun } from "@leeway/api";
import { IconChevronDown, IconRepeat } from "@tabler/icons-react";
import { useReplayRun } from "../api/replay.js";
import { ask } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { useShowRun } from "./show-run.js";

type Version = ReplayRun["version"];

interface ReplayProps extends ButtonProps {
  runId: string;
  /** The step that it begins with; without it, the whole run is done again. */
  from?: { key: string; name: string };
}

/** Does a run again, after saying what that means; by itself in the version that it had. */
export function ReplayButton({ runId, from, ...props }: ReplayProps) {
  const t = useT();
  const again = useReplayRun(runId);
  const show = useShowRun();
  const replay = (version: Version) =>
    again.mutate(
      { ...(from && { from: from.key }), ...(version && { version }) },
      {
        onSuccess: (made) => {
          sayDone(t("replay.done"));
          show(made.runId);
        },
        onError: (error) => sayError(error, t),
      },
    );
  const press = (version: Version) =>
    ask(t, {
      title: from ? t("replay.from.title", { step: from.name }) : t("replay.title"),
      text: t(from ? "replay.from.text" : "replay.text"),
      yes: t("replay"),
      onYes: () => replay(version),
    });
  return (
    <Menu position="bottom-end" hideDetached={false}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconRepeat size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          loading={again.isPending}
          data-testid={from ? `replay-${from.key}` : "replay-run"}
          {...props}
        >
          {t(from ? "replay.from" : "replay")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => press(undefined)}>{t("replay.same")}</Menu.Item>
        <Menu.Item onClick={() => press("published")}>{t("replay.published")}</Menu.Item>
        <Menu.Item onClick={() => press("draft")}>{t("replay.draft")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
