import { useState, type FormEvent } from "react";
import { Alert, Button, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { AccountEnd } from "@leeway/api";
import { deleteAccount, useAccountEnd } from "../api/account.js";
import { useStartOver } from "../api/start-over.js";
import { forgetAllKept } from "../document/kept-drafts.js";
import { switchTo } from "../team/switch.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import { confirmed, sayRefusal } from "./confirmed.js";

/** The end of one's own account: what has to come first, what goes along, and the e-mail to type. */
export function DeleteAccount() {
  const end = useAccountEnd();
  if (end.isPending) return <Waiting rows={1} />;
  if (end.error) return <Failed error={end.error} again={() => void end.refetch()} />;
  if (end.data.lastPerson) return <LastPerson />;
  if (end.data.toHandOver.length > 0) return <HandOver workspaces={end.data.toHandOver} />;
  return <Form end={end.data} />;
}

function LastPerson() {
  const t = useT();
  return <Text size="sm">{t("account.delete.lastPerson")}</Text>;
}

function HandOver({ workspaces }: { workspaces: AccountEnd["toHandOver"] }) {
  const t = useT();
  return (
    <Stack>
      <Text size="sm">{t("account.delete.handOver")}</Text>
      {workspaces.map(({ id, name, others }) => (
        <Group key={id} justify="space-between">
          <Stack gap={0} miw={0} flex={1}>
            <Text fw={600} truncate>
              {name}
            </Text>
            <Text size="sm" c="dimmed">
              {t("account.delete.others", { count: others })}
            </Text>
          </Stack>
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              aria-label={t("account.delete.toTeam.label", { name })}
              onClick={() => void switchTo(id, "/team")}
            >
              {t("account.delete.toTeam")}
            </Button>
            <Button
              size="xs"
              variant="default"
              aria-label={t("account.delete.toSettings.label", { name })}
              onClick={() => void switchTo(id, "/settings")}
            >
              {t("account.delete.toSettings")}
            </Button>
          </Group>
        </Group>
      ))}
    </Stack>
  );
}

function Form({ end: { user, goesAlong } }: { end: AccountEnd }) {
  const t = useT();
  const startOver = useStartOver();
  const [typed, setTyped] = useState("");
  const remove = useMutation({
    mutationFn: () => confirmed(t, () => deleteAccount(typed.trim())),
    onSuccess: () => {
      forgetAllKept(user.id);
      return startOver();
    },
    onError: (error) => sayRefusal(error, t),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t("account.delete.text")}</Text>
        {goesAlong.length > 0 && (
          <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t("account.delete.along")}>
            <List size="sm">
              {goesAlong.map(({ id, name, liveWorkflows }) => (
                <List.Item key={id}>
                  {name} · {t("account.delete.live", { count: liveWorkflows })}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
        <Group align="flex-end">
          <TextInput
            flex={1}
            miw={220}
            label={t("account.delete.type", { email: user.email })}
            value={typed}
            autoComplete="off"
            onChange={({ currentTarget: { value } }) => setTyped(value)}
          />
          <Button
            type="submit"
            color="red"
            disabled={typed.trim().toLowerCase() !== user.email}
            loading={remove.isPending}
          >
            {t("account.delete")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
