import { useState } from "react";
import { Badge, Button, Checkbox, Group, Stack, Table, Text } from "@mantine/core";
import type { MissedOrder } from "@leeway/api";
import { useDismissMissed, useRunMissed } from "../api/order-checks.js";
import { useMay } from "../api/permission.js";
import { useSay } from "../runs/facts.js";
import { phone } from "../runs/story/glimpse.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayError } from "../ui/said.js";

const keyOf = ({ type, orderId }: MissedOrder) => `${type} ${orderId}`;

/** What is missing, and what is to become of it. */
export function MissedList({ missed }: { missed: readonly MissedOrder[] }) {
  const t = useT();
  const settles = useMay()("runs.settle");
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const run = useRunMissed();
  const dismiss = useDismissMissed();
  const open = missed.filter(({ state }) => state === "missing");
  const chosen = open.filter((one) => !out.has(keyOf(one)));
  const orders = chosen.map(({ type, orderId }) => ({ type, orderId }));
  const failed = { onError: (error: unknown) => sayError(error, t) };
  const tick = (keys: readonly string[], ticked: boolean) => {
    const next = new Set(out);
    for (const key of keys)
      if (ticked) next.delete(key);
      else next.add(key);
    setOut(next);
  };
  const all = open.map(keyOf);
  return (
    <Stack gap="sm">
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing="xs" aria-label={t("missed.list")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={40}>
                <Checkbox
                  aria-label={t("missed.all")}
                  disabled={open.length === 0 || !settles}
                  checked={open.length > 0 && chosen.length === open.length}
                  indeterminate={chosen.length > 0 && chosen.length < open.length}
                  onChange={({ currentTarget: { checked } }) => tick(all, checked)}
                />
              </Table.Th>
              <Table.Th>{t("missed.when")}</Table.Th>
              <Table.Th>{t("missed.who")}</Table.Th>
              <Table.Th>{t("missed.what")}</Table.Th>
              <Table.Th ta="right">{t("missed.amount")}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {missed.map((one) => (
              <Row
                key={keyOf(one)}
                missed={one}
                ticked={!out.has(keyOf(one))}
                held={!settles}
                onTick={(ticked) => tick([keyOf(one)], ticked)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {settles && open.length > 0 && (
        <Group gap="xs">
          <Button
            size="sm"
            disabled={orders.length === 0}
            loading={run.isPending}
            onClick={() => run.mutate({ orders }, failed)}
          >
            {t("missed.run", { count: orders.length })}
          </Button>
          <Button
            size="sm"
            variant="subtle"
            disabled={orders.length === 0}
            loading={dismiss.isPending}
            onClick={() => dismiss.mutate({ orders }, failed)}
          >
            {t("missed.dismiss")}
          </Button>
          <Text size="sm" c="dimmed">
            {t("missed.once")}
          </Text>
        </Group>
      )}
    </Stack>
  );
}

interface RowProps {
  missed: MissedOrder;
  ticked: boolean;
  held: boolean;
  onTick: (ticked: boolean) => void;
}

function Row({ missed, ticked, held, onTick }: RowProps) {
  const t = useT();
  const { money } = useSay();
  const { type, orderId, at, title, price, currency, person, state } = missed;
  const amount = Number(price);
  const who = person?.name || t("missed.nobody");
  return (
    <Table.Tr data-testid="missed-order" data-order={orderId}>
      <Table.Td>
        <Checkbox
          aria-label={t("missed.choose", { who, title })}
          disabled={held || state !== "missing"}
          checked={state === "missing" && ticked}
          onChange={({ currentTarget: { checked } }) => onTick(checked)}
        />
      </Table.Td>
      <Table.Td>
        <Moment at={at} size="sm" />
      </Table.Td>
      <Table.Td>
        <Text size="sm">{who}</Text>
        <Text size="xs" c="dimmed">
          {person?.phone ? phone(person.phone) : person?.email}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{title}</Text>
        <Text size="xs" c="dimmed">
          {t(type === "SALE" ? "missed.sale" : "missed.order")}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Text size="sm">
          {Number.isFinite(amount) && price !== "" ? money(amount, currency) : `${price} ${currency}`}
        </Text>
      </Table.Td>
      <Table.Td>
        {state !== "missing" && (
          <Badge color={state === "started" ? "teal" : "violet"}>{t(`missed.state.${state}`)}</Badge>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
