import { useState } from "react";
import { Alert, Button, Card, Group, Loader, Select, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconListCheck } from "@tabler/icons-react";
import { useIntl } from "react-intl";
import type { OrderCheck } from "@leeway/api";
import { useCompareOrders, useOrderCheck } from "../api/order-checks.js";
import { useCredentials } from "../api/workspace.js";
import { credentialName } from "../credentials/credential-name.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { PeriodFields, usePeriod } from "../ui/period.js";
import { sayError } from "../ui/said.js";
import { Failed } from "../ui/states.js";
import { MissedList } from "./missed-list.js";

/** Orders that Leeloo has without having told of them: found by comparing, and started on a word. */
export function MissedOrders() {
  const t = useT();
  const check = useOrderCheck();
  const [open, setOpen] = useState(false);
  const may = useMay();
  const { last, missed } = check.data ?? { last: null, missed: [] };
  const waiting = missed.filter(({ state }) => state !== "started").length;
  if (missed.length === 0 && !last && !may("runs.start")) return null;
  const shown = open || waiting > 0 || last?.state === "reading";
  return (
    <Card withBorder mb="lg" component="section" aria-label={t("missed.title")} data-testid="missed-orders">
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" gap="md">
          <Stack gap={4} flex={1} miw={240}>
            <Title order={2} size="h4">
              {t("missed.title")}
            </Title>
            <Text size="sm" c="dimmed" maw={640}>
              {t("missed.text")}
            </Text>
          </Stack>
          {!open && may("runs.start") && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconListCheck size={14} aria-hidden />}
              onClick={() => setOpen(true)}
            >
              {t("missed.open")}
            </Button>
          )}
        </Group>
        {check.error && <Failed error={check.error} again={() => void check.refetch()} />}
        {open && <Compare reading={last?.state === "reading"} />}
        {shown && last && <Result last={last} />}
        {shown && missed.length > 0 && <MissedList missed={missed} />}
      </Stack>
    </Card>
  );
}

function Compare({ reading }: { reading: boolean }) {
  const t = useT();
  const compare = useCompareOrders();
  const credentials = (useCredentials().data ?? []).filter(({ type }) => type === "leelooToken");
  const [chosen, setChosen] = useState<string>();
  const credential = chosen ?? credentials[0]?.id;
  const period = usePeriod(1);
  const ready = credential !== undefined && period.chosen !== undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && period.chosen)
          compare.mutate({ credential, ...period.chosen }, { onError: (error) => sayError(error, t) });
      }}
    >
      <Group align="flex-end" gap="sm">
        <Select
          label={t("inspector.credential")}
          w={260}
          placeholder={t("field.choose")}
          data={credentials.map((one) => ({ value: one.id, label: credentialName(one, t) }))}
          value={credential ?? null}
          allowDeselect={false}
          onChange={(next) => setChosen(next ?? undefined)}
        />
        <PeriodFields period={period} />
        <Button type="submit" disabled={!ready} loading={compare.isPending || reading}>
          {t("missed.compare")}
        </Button>
      </Group>
    </form>
  );
}

function Result({ last }: { last: NonNullable<OrderCheck["last"]> }) {
  const t = useT();
  const intl = useIntl();
  const day = (at: string) => intl.formatDate(at, { dateStyle: "medium", timeStyle: "short" });
  const { state, expected, received, cut, daily, error } = last;
  if (state === "reading")
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" aria-hidden />
        <Text size="sm">{t("missed.reading")}</Text>
      </Group>
    );
  if (error)
    return (
      <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t("missed.failed")}>
        <Text size="sm">
          {error.message} {error.hint}
        </Text>
      </Alert>
    );
  return (
    <Text size="sm" role="status">
      {day(last.from)} – {day(last.to)}
      {daily && `, ${t("missed.daily")}`}: {t("missed.result", { expected, received })} {cut && t("backfill.cut")}
    </Text>
  );
}
