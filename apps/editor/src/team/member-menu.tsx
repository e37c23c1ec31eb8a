import { useState } from "react";
import { ActionIcon, Menu } from "@mantine/core";
import { IconCrown, IconDeviceMobileOff, IconDots, IconLock, IconLogout, IconUserMinus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { Member } from "@leeway/api";
import { confirmed, sayRefusal } from "../account/confirmed.js";
import { useMay } from "../api/permission.js";
import { makeResetLink, useSignMemberOut, useTransfer } from "../api/team.js";
import { resetFactor } from "../api/second-factor.js";
import { ask, confirmLoss } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { sayDone } from "../ui/said.js";
import { RemoveMember } from "./remove-member.js";
import { ShowLink } from "./show-link.js";

/** What else may be done with a member who is not above oneself. */
export function MemberMenu({ member: { id, name } }: { member: Member }) {
  const t = useT();
  const may = useMay();
  const [removing, setRemoving] = useState(false);
  const transfer = useTransfer((act) => confirmed(t, act));
  const link = useMutation({ mutationFn: () => confirmed(t, () => makeResetLink(id)) });
  const reset = useMutation({ mutationFn: () => confirmed(t, () => resetFactor(id)) });
  const signOut = useSignMemberOut();
  const onError = (error: unknown) => sayRefusal(error, t);
  // Who owns the workspace now is above oneself: this menu is gone by then, and would not be told.
  const handOver = () => void transfer.mutateAsync(id).then(() => sayDone(t("team.transfer.done", { name })), onError);
  const askTransfer = () =>
    ask(t, {
      title: t("team.transfer.title", { name }),
      text: t("team.transfer.text", { name }),
      yes: t("team.transfer.yes"),
      onYes: handOver,
    });
  const makeLink = () =>
    link.mutate(undefined, {
      onSuccess: ({ url }) =>
        ask(t, {
          title: t("team.password.title", { name }),
          text: <ShowLink text={t("team.password.text", { name })} url={url} />,
          yes: t("common.close"),
          onYes: () => undefined,
        }),
      onError,
    });
  const askReset = () =>
    confirmLoss(
      t,
      t("team.factor.title", { name }),
      t("team.factor.text", { name }),
      () => reset.mutate(undefined, { onSuccess: () => sayDone(t("team.factor.done", { name })), onError }),
      t("team.factor.yes"),
    );
  const askSignOut = () =>
    confirmLoss(
      t,
      t("team.signOut.title", { name }),
      t("team.signOut.text", { name }),
      () => signOut.mutate(id, { onSuccess: () => sayDone(t("team.signOut.done", { name })), onError }),
      t("team.signOut.yes"),
    );
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("common.actions", { name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {may("workspace.own") && (
            <Menu.Item leftSection={<IconCrown size={16} aria-hidden />} onClick={askTransfer}>
              {t("team.transfer")}
            </Menu.Item>
          )}
          {may("members.password") && (
            <>
              <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={makeLink}>
                {t("team.password")}
              </Menu.Item>
              <Menu.Item leftSection={<IconDeviceMobileOff size={16} aria-hidden />} onClick={askReset}>
                {t("team.factor")}
              </Menu.Item>
            </>
          )}
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={askSignOut}>
            {t("team.signOut")}
          </Menu.Item>
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<IconUserMinus size={16} aria-hidden />}
            onClick={() => setRemoving(true)}
          >
            {t("team.remove")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {removing && <RemoveMember member={{ id, name }} onClose={() => setRemoving(false)} />}
    </>
  );
}
