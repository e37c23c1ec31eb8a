import { useState } from "react";
import {
  Alert,
  Anchor,
  Autocomplete,
  Button,
  Group,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
  Textarea,
} from "@mantine/core";
import { Link } from "react-router";
import { sandboxEventTypes, type SandboxEvents, type SandboxHappening, type SandboxState } from "@leeway/api";
import { useHappening } from "../api/sandbox.js";
import { useT, type Translate } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { isDelivered } from "./delivery-result.js";

const inside = { withinPortal: false };
const NEWCOMER = "new";
const currencies = ["UAH", "USD", "EUR", "RUB"];

/** What the fields hold, whichever of them the event needs. */
interface Draft {
  type: SandboxHappening["type"];
  who: string;
  name: string;
  phone: string;
  text: string;
  offer: string;
  price: string | number;
  currency: string;
  tunnel: string;
}

/** Filled in beforehand, so that one press is enough. */
function firstDraft({ people, offers, tunnels }: SandboxState, t: Translate): Draft {
  const [offer] = offers;
  return {
    type: "MESSAGE",
    who: people[0]?.id ?? NEWCOMER,
    name: t("sandbox.happen.name.example"),
    phone: "+380671234567",
    text: t("sandbox.happen.message.example"),
    offer: offer?.title ?? "",
    price: offer?.price ?? 100,
    currency: offer?.currency ?? "UAH",
    tunnel: tunnels[0]?.id ?? "",
  };
}

function happeningOf({ type, who, name, phone, text, offer, price, currency, tunnel }: Draft): SandboxHappening {
  return {
    type,
    ...(who === NEWCOMER ? { name, phone } : { personId: who }),
    ...(type === "MESSAGE" && { text }),
    ...((type === "ORDER" || type === "SALE") && { offer, price: Number(price) || 0, currency }),
    ...(type === "SUBSCRIPTION" && tunnel !== "" && { tunnelId: tunnel }),
  };
}

/** One of the four events, with who and what. */
export function HappeningForm({
  state,
  target,
  onDone,
}: {
  state: SandboxState;
  target: string | null;
  onDone: () => void;
}) {
  const t = useT();
  const happen = useHappening();
  const [draft, setDraft] = useState(() => firstDraft(state, t));
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const ready = (draft.who !== NEWCOMER || draft.name.trim() !== "") && (draft.type !== "MESSAGE" || draft.text.trim());
  const submit = () =>
    happen.mutate(happeningOf(draft), {
      onSuccess: (events) => {
        tell(events, t);
        onDone();
      },
      onError: (error) => sayError(error, t),
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) submit();
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("sandbox.happen.text")}
        </Text>
        <Select
          label={t("sandbox.happen.what")}
          data={sandboxEventTypes.map((one) => ({ value: one, label: t(`sandbox.event.${one}`) }))}
          value={draft.type}
          onChange={(value) => change({ type: sandboxEventTypes.find((one) => one === value) ?? draft.type })}
          allowDeselect={false}
          comboboxProps={inside}
          data-testid="happen-type"
        />
        <Who state={state} draft={draft} change={change} />
        <What state={state} draft={draft} change={change} />
        {target === null && (
          <Alert color="orange" p="xs">
            <Text size="sm">{t("sandbox.happen.noTarget")}</Text>
            <Anchor component={Link} to="/leeloo?tab=events" size="sm" onClick={onDone}>
              {t("sandbox.happen.setTarget")}
            </Anchor>
          </Alert>
        )}
        <Button type="submit" loading={happen.isPending} disabled={!ready} data-testid="happen-send">
          {t("sandbox.happen.button")}
        </Button>
      </Stack>
    </form>
  );
}

/** The newest delivery tells how it went. */
function tell({ target, deliveries: [last] }: SandboxEvents, t: Translate): void {
  if (target === null || !last) sayDone(t("sandbox.happened.silent"));
  else sayDone(t(isDelivered(last) ? "sandbox.happened.delivered" : "sandbox.happened.failed"));
}

interface Part {
  state: SandboxState;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
}

function Who({ state, draft, change }: Part) {
  const t = useT();
  const people = state.people.slice(0, 200).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Select
        label={t("sandbox.happen.who")}
        data={[{ value: NEWCOMER, label: t("sandbox.happen.newcomer") }, ...people]}
        value={draft.who}
        onChange={(value) => change({ who: value ?? NEWCOMER })}
        allowDeselect={false}
        searchable
        comboboxProps={inside}
        data-testid="happen-who"
      />
      {draft.who === NEWCOMER && (
        <Group grow align="flex-start">
          <TextInput
            label={t("sandbox.happen.name")}
            value={draft.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            maxLength={200}
            data-testid="happen-name"
          />
          <TextInput
            label={t("sandbox.phone")}
            type="tel"
            value={draft.phone}
            onChange={(event) => change({ phone: event.currentTarget.value })}
            maxLength={200}
          />
        </Group>
      )}
    </>
  );
}

function What({ state, draft, change }: Part) {
  const t = useT();
  if (draft.type === "MESSAGE")
    return (
      <Textarea
        label={t("sandbox.happen.message")}
        value={draft.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        maxLength={4_000}
        autosize
        minRows={2}
        maxRows={6}
        data-testid="happen-text"
      />
    );
  if (draft.type === "SUBSCRIPTION")
    return (
      <Select
        label={t("sandbox.happen.tunnel")}
        data={state.tunnels.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.tunnel}
        onChange={(value) => change({ tunnel: value ?? draft.tunnel })}
        allowDeselect={false}
        comboboxProps={inside}
      />
    );
  return (
    <>
      <Autocomplete
        label={t("sandbox.happen.offer")}
        data={[...new Set(state.offers.map(({ title }) => title))]}
        value={draft.offer}
        onChange={(offer) => change({ offer })}
        maxLength={200}
        comboboxProps={inside}
        data-testid="happen-offer"
      />
      <Group grow align="flex-end">
        <NumberInput
          label={t("sandbox.happen.price")}
          value={draft.price}
          onChange={(price) => change({ price })}
          min={0}
          max={1e9}
          decimalScale={2}
          data-testid="happen-price"
        />
        <Select
          label={t("sandbox.happen.currency")}
          data={currencies}
          value={draft.currency}
          onChange={(value) => change({ currency: value ?? draft.currency })}
          allowDeselect={false}
          comboboxProps={inside}
        />
      </Group>
    </>
  );
}
