import { Button, Group, Radio, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ApiKey } from "@leeway/api";
import { confirmed, sayRefusal } from "../account/confirmed.js";
import { useRenewApiKey } from "../api/account.js";
import { Dialog } from "../ui/dialog.js";
import { useT } from "../ui/language.js";
import { endLike, endOfKey } from "./key-end.js";
import { endFault, KeyEndField } from "./key-end-field.js";
import { KeyOnce } from "./key-once.js";
import { KeyUse } from "./key-use.js";

/** So many hours the old key may go on. */
const overlaps = ["0", "24", "168"] as const;
type Overlap = (typeof overlaps)[number];

/** Gives a key a new secret; the old one goes on beside it until its programs have changed over. */
export function RenewKey({ one, onClose }: { one: ApiKey; onClose: () => void }) {
  const t = useT();
  const renew = useRenewApiKey((act) => confirmed(t, act));
  const form = useForm({
    initialValues: { overlap: "24" as Overlap, end: endLike(one), date: "" },
    validate: { date: (_, values) => endFault(t, values) },
  });
  const submit = form.onSubmit(({ overlap, end, date }) =>
    renew.mutate(
      { id: one.id, overlapHours: Number(overlap), expiresAt: endOfKey(end, date) },
      { onError: (error) => sayRefusal(error, t) },
    ),
  );
  return (
    <Dialog
      centered
      size="lg"
      onClose={onClose}
      title={t("keys.renew.title", { name: one.name })}
      closeOnClickOutside={!renew.data}
    >
      {renew.data ? (
        <Stack>
          <KeyOnce value={renew.data.key} />
          <Text size="sm">{t(`keys.renew.done.${form.values.overlap}`)}</Text>
          <Group justify="flex-end">
            <Button onClick={onClose} autoFocus data-testid="key-renewed">
              {t("common.close")}
            </Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack>
            <Text size="sm">{t("keys.renew.text")}</Text>
            <Radio.Group
              label={t("keys.renew.old")}
              description={<KeyUse of={one} />}
              {...form.getInputProps("overlap")}
            >
              <Stack gap="xs" mt="xs">
                {overlaps.map((hours) => (
                  <Radio
                    key={hours}
                    value={hours}
                    label={t(`keys.renew.old.${hours}`)}
                    {...(hours === "0" && { description: t("keys.renew.now") })}
                  />
                ))}
              </Stack>
            </Radio.Group>
            <Group align="flex-start" gap="xs">
              <KeyEndField form={form} label={t("keys.renew.for")} w={220} />
            </Group>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t("common.cancel")}
              </Button>
              <Button type="submit" loading={renew.isPending} data-testid="key-renew">
                {t("keys.renew")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
