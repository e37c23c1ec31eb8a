import { useState } from "react";
import { Box, Button, Center, Divider, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconDoorExit, IconLogin2, IconLogout, IconUserX } from "@tabler/icons-react";
import { DeleteAccount } from "../account/delete-account.js";
import { useSignOut } from "../api/account.js";
import type { ApiProblem } from "../api/http.js";
import { tabWorkspace } from "../api/tab-workspace.js";
import { useTakeBack, useWorkspaces } from "../api/workspaces.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayError, sentence } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { useAskLeave } from "./leave-section.js";
import { NewWorkspaceForm } from "./new-workspace.js";
import { switchTo } from "./switch.js";
import { WorkspaceButton } from "./workspace-button.js";

/** For who is signed in and belongs to no workspace, or not to the one of this tab any more: where else they can go. */
export default function ShutOutPage({ error }: { error: ApiProblem }) {
  const t = useT();
  const list = useWorkspaces();
  const takeBack = useTakeBack();
  const isSignedOut = error.code === "workspace.signedOut";
  const open = list.data?.filter(({ takeBackUntil }) => takeBackUntil === null) ?? [];
  // A tab that has chosen none is told of the only one that there is.
  const here = tabWorkspace() ?? (isSignedOut ? open[0]?.id : undefined);
  const others = open.filter(({ id }) => id !== here);
  const deleted = list.data?.filter(({ takeBackUntil }) => takeBackUntil !== null) ?? [];
  return (
    <Center component="main" mih="100%" p="md" style={{ background: "var(--leeway-ground)" }}>
      <Paper withBorder shadow="sm" p="xl" w={480} maw="100%">
        <Stack>
          <Title order={1}>{error.title}</Title>
          <Text c="dimmed">{sentence(error, t)}</Text>
          {isSignedOut && <SignedOut name={open.find(({ id }) => id === here)?.name ?? ""} />}
          {list.isPending && <Waiting rows={2} />}
          {list.error && <Failed error={list.error} again={() => void list.refetch()} />}
          {others.map((one) => (
            <WorkspaceButton key={one.id} one={one} />
          ))}
          {deleted.map(({ id, name, takeBackUntil }) => (
            <Group key={id} justify="space-between" wrap="nowrap">
              <Stack gap={0} miw={0}>
                <Text fw={600} truncate>
                  {name}
                </Text>
                <Text size="sm" c="dimmed">
                  {t("workspace.deleted.until")} <Moment at={takeBackUntil ?? ""} size="sm" />
                </Text>
              </Stack>
              <Button
                variant="default"
                loading={takeBack.isPending && takeBack.variables === id}
                aria-label={t("workspace.takeBack.label", { name })}
                onClick={() =>
                  takeBack.mutate(id, { onSuccess: () => void switchTo(id), onError: (failed) => sayError(failed, t) })
                }
              >
                {t("workspace.takeBack")}
              </Button>
            </Group>
          ))}
          <Divider />
          <Box>
            <Title order={2} mb="xs">
              {t("team.new.title")}
            </Title>
            <NewWorkspaceForm />
          </Box>
          <Divider />
          <Ways mayDelete={list.data !== undefined && others.length === 0} />
        </Stack>
      </Paper>
    </Center>
  );
}

/** Whose session was ended in a workspace comes back by signing in, or leaves it. */
function SignedOut({ name }: { name: string }) {
  const t = useT();
  const signOut = useSignOut();
  const leave = useAskLeave(name);
  return (
    <Group gap="xs" grow preventGrowOverflow={false}>
      <Button
        leftSection={<IconLogin2 size={16} aria-hidden />}
        loading={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        {t("team.signInAgain")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDoorExit size={16} aria-hidden />}
        loading={leave.isPending}
        onClick={leave.ask}
      >
        {t("team.leave")}
      </Button>
    </Group>
  );
}

/** Out of Leeway for now, or for good: who has another workspace does that there, under their account. */
function Ways({ mayDelete }: { mayDelete: boolean }) {
  const t = useT();
  const signOut = useSignOut();
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <Group gap="xs">
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => signOut.mutate()}
        >
          {t("nav.signOut")}
        </Button>
        {mayDelete && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconUserX size={16} aria-hidden />}
            aria-expanded={deleting}
            onClick={() => setDeleting(!deleting)}
          >
            {t("account.delete")}
          </Button>
        )}
      </Group>
      {mayDelete && deleting && (
        <Box component="section" aria-label={t("account.delete")}>
          <DeleteAccount />
        </Box>
      )}
    </>
  );
}
