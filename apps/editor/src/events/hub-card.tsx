import { useState, type FormEvent } from "react";
import { Button, Card, Group, Stack, Text, TextInput } from "@mantine/core";
import type { LeelooHub } from "@leeway/api";
import { useForwardTo, useHub, useRenewHub } from "../api/events.js";
import { confirmLoss } from "../ui/confirm.js";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayDone, sayError, sentence } from "../ui/said.js";
import { HubAddress } from "./hub-address.js";

/** Where Leeloo is to send, and where events are sent on to. */
export function HubCard() {
  const t = useT();
  const { data: hub } = useHub();
  const renew = useRenewHub();
  const ask = () =>
    confirmLoss(
      t,
      t("events.renew.title"),
      t("events.renew.text"),
      () =>
        renew.mutate(undefined, {
          onSuccess: () => sayDone(t("events.renew.done")),
          onError: (error) => sayError(error, t),
        }),
      t("events.renew"),
    );
  return (
    <Card withBorder mb="lg">
      <Stack gap="md">
        <Group align="flex-start" gap="md">
          <Stack flex={1} miw="min(100%, 260px)" gap={4}>
            <HubAddress />
          </Stack>
          <Allowed to="leeloo.connect">
            <Button size="xs" variant="default" loading={renew.isPending} onClick={ask} data-testid="hub-renew">
              {t("events.renew")}
            </Button>
          </Allowed>
        </Group>
        {hub && hub.refused.lastAt !== null && (
          <Text size="sm" c="dimmed" data-testid="hub-refused">
            {t("events.refused", { count: hub.refused.count })} <Moment at={hub.refused.lastAt} />
          </Text>
        )}
        <Allowed to="leeloo.connect">{hub && <Forward key={hub.forwardTo} hub={hub} />}</Allowed>
      </Stack>
    </Card>
  );
}

/** The address that had Leeloo's slot before goes on getting everything. */
function Forward({ hub }: { hub: LeelooHub }) {
  const t = useT();
  const [url, setUrl] = useState(hub.forwardTo ?? "");
  const save = useForwardTo();
  const wanted = url.trim() === "" ? null : url.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ forwardTo: wanted }, { onSuccess: () => sayDone(t("events.forward.done")) });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-end" gap="xs">
        <TextInput
          flex={1}
          miw="min(100%, 260px)"
          label={t("events.forward")}
          description={t("events.forward.help")}
          type="url"
          inputWrapperOrder={["label", "description", "input", "error"]}
          value={url}
          error={save.error ? sentence(save.error, t) : undefined}
          onChange={({ currentTarget }) => {
            save.reset();
            setUrl(currentTarget.value);
          }}
          data-testid="forward-to"
        />
        <Button
          type="submit"
          variant="default"
          disabled={wanted === hub.forwardTo}
          loading={save.isPending}
          data-testid="forward-save"
        >
          {t("common.save")}
        </Button>
      </Group>
    </form>
  );
}
