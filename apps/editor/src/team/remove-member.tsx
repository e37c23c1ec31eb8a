import { useState } from "react";
import { Alert, Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { sayRole, type Member, type MemberKey } from "@leeway/api";
import { useMemberKeys, useRemoveMember } from "../api/team.js";
import { KeyUse } from "../settings/key-use.js";
import { Dialog } from "../ui/dialog.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";

interface RemoveMemberProps {
  member: Pick<Member, "id" | "name">;
  onClose: () => void;
}

/** Asks before somebody is taken out, and which of the API keys that they made end with them. */
export function RemoveMember({ member: { id, name }, onClose }: RemoveMemberProps) {
  const t = useT();
  const keys = useMemberKeys(id);
  const remove = useRemoveMember();
  /** What was chosen otherwise than it is proposed. */
  const [said, setSaid] = useState<Readonly<Record<string, boolean>>>({});
  const ends = (key: MemberKey) => said[key.id] ?? key.usedBy !== "others";
  const items = keys.data ?? [];
  const yes = () =>
    remove.mutate(
      { id, endKeys: items.filter(ends).map((key) => key.id) },
      {
        onSuccess: () => {
          sayDone(t("team.remove.done", { name }));
          onClose();
        },
        onError: (error) => sayError(error, t),
      },
    );
  return (
    <Dialog centered size="lg" onClose={onClose} title={t("team.remove.title", { name })}>
      <Stack>
        <Text size="sm">{t("team.remove.text")}</Text>
        {keys.isPending && <Waiting rows={1} />}
        {keys.error && !keys.data && <Failed error={keys.error} again={() => void keys.refetch()} />}
        {items.length > 0 && (
          <Checkbox.Group
            label={t("team.remove.keys")}
            description={t("team.remove.keys.text")}
            value={items.filter(ends).map((key) => key.id)}
            onChange={(chosen) => setSaid(Object.fromEntries(items.map((key) => [key.id, chosen.includes(key.id)])))}
          >
            <Stack gap="sm" mt="sm">
              {items.map((key) => (
                <KeyChoice key={key.id} one={key} name={name} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {items.some((key) => !ends(key)) && (
          <Alert color="orange" icon={<IconKey aria-hidden />}>
            {t("team.remove.keys.kept", { name })}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("common.cancel")}
          </Button>
          <Button color="red" disabled={!keys.data} loading={remove.isPending} onClick={yes} data-testid="ask-yes">
            {t("team.remove.yes")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function KeyChoice({ one, name }: { one: MemberKey; name: string }) {
  const t = useT();
  const { locale } = useLanguage();
  return (
    <Checkbox
      value={one.id}
      label={
        <Text size="sm" span>
          <b>{one.name}</b> · {sayRole(one.role, locale)} · {t(`team.keys.usedBy.${one.usedBy}`, { name })}
        </Text>
      }
      description={<KeyUse of={one} />}
    />
  );
}
