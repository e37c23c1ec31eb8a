import { Box, Button, Center, Divider, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconArrowRight, IconLogout } from "@tabler/icons-react";
import { useSignOut } from "../api/account.js";
import type { ApiProblem } from "../api/http.js";
import { useWorkspaces } from "../api/workspaces.js";
import { useT } from "../ui/language.js";
import { sentence } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { NewWorkspaceForm } from "./new-workspace.js";
import { switchTo } from "./switch.js";

/** For who is signed in and belongs to no workspace, or not to the one of this tab any more: where else they can go. */
export default function ShutOutPage({ error }: { error: ApiProblem }) {
  const t = useT();
  const list = useWorkspaces();
  const signOut = useSignOut();
  const others = list.data ?? [];
  return (
    <Center component="main" mih="100%" p="md" style={{ background: "var(--leeway-ground)" }}>
      <Paper withBorder shadow="sm" p="xl" w={480}>
        <Stack>
          <Title order={1}>{error.title}</Title>
          <Text c="dimmed">{sentence(error, t)}</Text>
          {list.isPending && <Waiting rows={2} />}
          {list.error && <Failed error={list.error} again={() => void list.refetch()} />}
          {others.map(({ id, name }) => (
            <Button
              key={id}
              variant="default"
              justify="space-between"
              rightSection={<IconArrowRight size={16} aria-hidden />}
              onClick={() => void switchTo(id)}
            >
              {name}
            </Button>
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
