import { useState } from "react";
import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { renewCodes, turnAppOff, useFactorChanged, useSecondFactor } from "../api/second-factor.js";
import { Section } from "../settings/section.js";
import { confirmLoss } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { sayDone } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { AppSetup } from "./app-setup.js";
import { confirmed, sayRefusal } from "./confirmed.js";
import { RecoveryCodes } from "./recovery-codes.js";

/** A code of an app besides the password: on, off, and codes for a lost phone. */
export function SecondFactorSection() {
  const t = useT();
  const factor = useSecondFactor();
  const changed = useFactorChanged();
  const [setUp, setSetUp] = useState(false);
  const [codes, setCodes] = useState<string[]>();
  const done = (made: string[]) => {
    setSetUp(false);
    setCodes(made);
    changed();
  };
  return (
    <Section title={t("account.factor")} text={t("account.factor.text")}>
      <Stack>
        {factor.isPending && <Waiting rows={1} />}
        {factor.error && <Failed error={factor.error} again={() => void factor.refetch()} />}
        {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />}
        {setUp && <AppSetup onDone={done} onCancel={() => setSetUp(false)} />}
        {factor.data && !setUp && !factor.data.app && (
          <Group justify="space-between">
            <Text size="sm" flex={1} miw={220}>
              {t("account.factor.off")}
            </Text>
            <Button onClick={() => setSetUp(true)}>{t("account.factor.turnOn")}</Button>
          </Group>
        )}
        {factor.data?.app && <IsOn left={factor.data.recoveryCodes} onCodes={setCodes} onChanged={changed} />}
      </Stack>
    </Section>
  );
}

interface IsOnProps {
  left: number;
  onCodes: (codes: string[] | undefined) => void;
  onChanged: () => void;
}

function IsOn({ left, onCodes, onChanged }: IsOnProps) {
  const t = useT();
  const onError = (error: unknown) => sayRefusal(error, t);
  const renew = useMutation({
    mutationFn: () => confirmed(t, renewCodes),
    onSuccess: ({ codes }) => {
      onCodes(codes);
      onChanged();
    },
    onError,
  });
  const off = useMutation({
    mutationFn: () => confirmed(t, turnAppOff),
    onSuccess: () => {
      onCodes(undefined);
      onChanged();
      sayDone(t("account.factor.turnedOff"));
    },
    onError,
  });
  const askOff = () =>
    confirmLoss(
      t,
      t("account.factor.turnOff.title"),
      t("account.factor.turnOff.text"),
      () => off.mutate(),
      t("account.factor.turnOff"),
    );
  return (
    <Group justify="space-between">
      <Stack gap={4}>
        <Group gap="xs">
          <Badge color="teal">{t("account.factor.on")}</Badge>
          <Text size="sm">{t("account.factor.app")}</Text>
        </Group>
        <Text size="sm" c={left < 3 ? "var(--mantine-color-error)" : "dimmed"}>
          {t("account.codes.left", { left })}
        </Text>
      </Stack>
      <Group gap="xs">
        <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>
          {t("account.codes.renew")}
        </Button>
        <Button variant="default" loading={off.isPending} onClick={askOff}>
          {t("account.factor.turnOff")}
        </Button>
      </Group>
    </Group>
  );
}
