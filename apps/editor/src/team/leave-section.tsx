import { Button, Group, Text } from "@mantine/core";
import { IconDoorExit } from "@tabler/icons-react";
import type { Me, Member } from "@leeway/api";
import { confirmed, sayRefusal } from "../account/confirmed.js";
import { useLeave } from "../api/team.js";
import { forgetWorkspaces } from "../api/workspaces.js";
import { Section } from "../settings/section.js";
import { confirmLoss } from "../ui/confirm.js";
import { useT } from "../ui/language.js";

/** Asks whether one wants to leave the workspace of this tab, and does so. */
export function useAskLeave(name: string) {
  const t = useT();
  const leave = useLeave((act) => confirmed(t, act));
  const go = () => {
    forgetWorkspaces();
    location.assign("/workflows");
  };
  const onError = (error: unknown) => sayRefusal(error, t);
  const onYes = () => leave.mutate(undefined, { onSuccess: go, onError });
  const ask = () => confirmLoss(t, t("team.leave.title", { name }), t("team.leave.text"), onYes, t("team.leave"));
  return { ask, isPending: leave.isPending };
}

/** The way out of a workspace; the only owner is told what comes first. */
export function LeaveSection({ members, me }: { members: readonly Member[]; me: Me }) {
  const t = useT();
  const { name, role } = me.workspace;
  const leave = useAskLeave(name);
  const isLast = role === "owner" && members.filter((one) => one.role === "owner").length === 1;
  return (
    <Section title={t("team.leave")} text={t("team.leave.about")}>
      <Group justify="space-between">
        {isLast && (
          <Text size="sm" c="dimmed" flex={1}>
            {t("team.leave.last")}
          </Text>
        )}
        <Button
          variant="default"
          leftSection={<IconDoorExit size={16} aria-hidden />}
          disabled={isLast}
          loading={leave.isPending}
          onClick={leave.ask}
        >
          {t("team.leave")}
        </Button>
      </Group>
    </Section>
  );
}
