import { Box, Button, Center, Divider, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconLogin2, IconLogout } from "@tabler/icons-react";
import { useSignOut } from "../api/account.js";
import type { ApiProblem } from "../api/http.js";
import { useTakeBack, useWorkspaces } from "../api/workspaces.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayError, sentence } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { NewWorkspaceForm } from "./new-workspace.js";
import { tabWorkspace } from "../api/tab-workspace.js";
import { switchTo } from "./switch.js";
import { WorkspaceButton } from "./workspace-button.js";

/** For who is signed in and belongs to no workspace, or not to the one of this tab any more: where else they can go. */
export default function ShutOutPage({ error }: { error: ApiProblem }) {
  const t = useT();
  const list = useWorkspaces();
  const signOut = useSignOut();
  const takeBack = useTakeBack();
  const here = tabWorkspace();
  const others = list.data?.filter(({ id, takeBackUntil }) => id !== here && takeBackUntil === null) ?? [];
  const deleted = list.data?.filter(({ takeBackUntil }) => takeBackUntil !== null) ?? [];
  return (
    <Center component="main" mih="100%" p="md" style={{ background: "var(--leeway-ground)" }}>
      <Paper withBorder shadow="sm" p="xl" w={480}>
        <Stack>
          <Title order={1}>{error.title}</Title>
          <Text c="dimmed">{sentence(error, t)}</Text>
          {error.code === "workspace.signedOut" && (
            <Button leftSection={<IconLogin2 size={16} aria-hidden />} onClick={() => signOut.mutate()}>
              {t("team.signInAgain")}
            </Button>
          )}
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
          <Group>
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconLogout size={16} aria-hidden />}
              onClick={() => signOut.mutate()}
            >
              {t("nav.signOut")}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </Center>
  );
}
