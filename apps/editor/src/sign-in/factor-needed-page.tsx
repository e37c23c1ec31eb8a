import { useState } from "react";
import { Anchor, Button, Divider, Group, Stack, Text } from "@mantine/core";
import { IconDeviceMobile, IconFingerprint, type Icon } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Me } from "@leeway/api";
import { AppSetup } from "../account/app-setup.js";
import { confirmed, sayRefusal } from "../account/confirmed.js";
import { RecoveryCodes } from "../account/recovery-codes.js";
import { useSignOut } from "../api/account.js";
import { addPasskey, canPasskeys, isClosed } from "../api/passkeys.js";
import { useAskLeave } from "../team/leave-section.js";
import { WorkspaceButton } from "../team/workspace-button.js";
import { useT } from "../ui/language.js";
import { Card } from "./card.js";

/** Before anything else in a workspace that asks for a second step: sets one up, or goes elsewhere. */
export default function FactorNeededPage({ me }: { me: Me }) {
  const t = useT();
  const client = useQueryClient();
  const [byApp, setByApp] = useState(!canPasskeys());
  const [codes, setCodes] = useState<string[]>();
  const goOn = () => void client.invalidateQueries();
  const passkey = useMutation({
    mutationFn: () => confirmed(t, () => addPasskey(t("account.passkey.name", { number: 1 }))),
    onSuccess: (saved) => (saved.codes ? setCodes(saved.codes) : goOn()),
    onError: (error) => !isClosed(error) && sayRefusal(error, t),
  });
  if (codes)
    return (
      <Card title={t("auth.needed.title")} wide>
        <RecoveryCodes codes={codes} onKept={goOn} />
      </Card>
    );
  return (
    <Card
      title={t("auth.needed.title")}
      text={t("auth.needed.text", { workspace: me.workspace.name, email: me.user.email })}
      wide
    >
      {byApp ? (
        <AppSetup onDone={setCodes} {...(canPasskeys() && { onCancel: () => setByApp(false) })} />
      ) : (
        <Stack gap="xs">
          <Way
            sign={IconFingerprint}
            title={t("auth.needed.passkey")}
            text={t("account.passkeys.text")}
            loading={passkey.isPending}
            onClick={() => passkey.mutate()}
          />
          <Way
            sign={IconDeviceMobile}
            title={t("auth.needed.app")}
            text={t("auth.needed.app.text")}
            onClick={() => setByApp(true)}
          />
        </Stack>
      )}
      <Elsewhere me={me} />
    </Card>
  );
}

interface WayProps {
  sign: Icon;
  title: string;
  text: string;
  loading?: boolean;
  onClick: () => void;
}

function Way({ sign: Sign, title, text, loading = false, onClick }: WayProps) {
  return (
    <Button
      variant="default"
      fullWidth
      h="auto"
      py="sm"
      justify="flex-start"
      leftSection={<Sign size={24} stroke={1.6} aria-hidden />}
      loading={loading}
      onClick={onClick}
      styles={{ label: { whiteSpace: "normal", textAlign: "start" } }}
    >
      <Stack gap={0}>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      </Stack>
    </Button>
  );
}

/** Nobody is held here: another workspace, out of this one, or out of Leeway. */
function Elsewhere({ me }: { me: Me }) {
  const t = useT();
  const signOut = useSignOut();
  const leave = useAskLeave(me.workspace.name);
  const others = me.workspaces.filter(({ id }) => id !== me.workspace.id);
  return (
    <>
      <Divider label={t("auth.needed.elsewhere")} />
      {others.map((one) => (
        <WorkspaceButton key={one.id} one={one} />
      ))}
      <Group gap="lg">
        <Anchor component="button" type="button" size="sm" onClick={leave.ask}>
          {t("team.leave")}
        </Anchor>
        <Anchor component="button" type="button" size="sm" onClick={() => signOut.mutate()}>
          {t("nav.signOut")}
        </Anchor>
      </Group>
    </>
  );
}
