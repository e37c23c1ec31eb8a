import { ActionIcon, Menu, Text } from "@mantine/core";
import { IconDots, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import type { Limit } from "@leeway/api";
import { usePauseLimit } from "../api/workspace.js";
import { ask } from "../ui/confirm.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";

/** Holds everything back that goes out with a token, and lets it go again. */
export function PauseMenu({ name, limit }: { name: string; limit: Limit }) {
  const may = useMay();
  const t = useT();
  const change = usePauseLimit();
  const { id, paused, credentialIds } = limit;
  const set = (pause: boolean) =>
    change.mutate(
      { id, pause },
      {
        // On a full disk nothing is sent yet.
        onSuccess: ({ unwritten }) =>
          sayDone(
            unwritten === "resume"
              ? t("limits.unwritten.resume")
              : t(pause ? "limits.pause.done" : "limits.resume.done", { name }),
          ),
        onError: (error) => sayError(error, t),
      },
    );
  const askPause = () =>
    ask(t, {
      title: t("limits.pause.title", { name }),
      text: t("limits.pause.text", { count: credentialIds.length }),
      yes: t("limits.pause.button"),
      onYes: () => set(true),
    });
  if (!may("runs.pause")) return null;
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("common.actions", { name })}
          loading={change.isPending}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {paused ? (
          <Menu.Item leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => set(false)}>
            {t("limits.resume")}
            <Text size="xs" c="dimmed">
              {t("limits.resume.help")}
            </Text>
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={askPause}>
            {t("limits.pause")}
            <Text size="xs" c="dimmed">
              {t("limits.pause.help")}
            </Text>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
