import { useState } from "react";
import { Button, Menu, Text, type ButtonProps } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconChevronDown, IconRepeat } from "@tabler/icons-react";
import { useLocation, useNavigate } from "react-router";
import { replayRun } from "../api/replay.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { useLiveRun } from "./live.js";

type Version = "published" | "draft" | undefined;

/** Starts a replay and shows the new run where the old one was shown. */
function useReplay(runId: string) {
  const t = useT();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const follow = useLiveRun((live) => live.follow);
  const [busy, setBusy] = useState(false);
  const replay = async (from: string | undefined, version: Version) => {
    setBusy(true);
    try {
      const requestKey = crypto.randomUUID();
      const made = await replayRun(runId, {
        requestKey,
        ...(from !== undefined && { from }),
        ...(version && { version }),
      });
      sayDone(t("replay.done"));
      if (pathname.startsWith("/runs/")) void navigate(`/runs/${made.runId}`);
      else follow(made.runId);
    } catch (error) {
      sayError(error, t);
    } finally {
      setBusy(false);
    }
  };
  return { replay, busy };
}

interface ReplayProps extends ButtonProps {
  runId: string;
  /** The step that it begins with; without it, the whole run is done again. */
  from?: { key: string; name: string };
}

/** Does a run again, after saying what that means; by itself in the version that it had. */
export function ReplayButton({ runId, from, ...props }: ReplayProps) {
  const t = useT();
  const { replay, busy } = useReplay(runId);
  const ask = (version: Version) =>
    modals.openConfirmModal({
      title: from ? t("replay.from.title", { step: from.name }) : t("replay.title"),
      children: <Text size="sm">{t(from ? "replay.from.text" : "replay.text")}</Text>,
      labels: { confirm: t("replay"), cancel: t("common.cancel") },
      closeButtonProps: { "aria-label": t("common.close") },
      onConfirm: () => void replay(from?.key, version),
    });
  return (
    <Menu position="bottom-end" hideDetached={false}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconRepeat size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          loading={busy}
          data-testid={from ? `replay-${from.key}` : "replay-run"}
          {...props}
        >
          {t(from ? "replay.from" : "replay")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => ask(undefined)}>{t("replay.same")}</Menu.Item>
        <Menu.Item onClick={() => ask("published")}>{t("replay.published")}</Menu.Item>
        <Menu.Item onClick={() => ask("draft")}>{t("replay.draft")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
