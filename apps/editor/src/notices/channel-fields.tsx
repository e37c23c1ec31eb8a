import {
  Alert,
  Anchor,
  Button,
  Group,
  Paper,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
  ActionIcon,
} from "@mantine/core";
import {
  IconBrandTelegram,
  IconCircleCheck,
  IconCircleX,
  IconMail,
  IconSend,
  IconTrash,
  IconWebhook,
  type Icon,
} from "@tabler/icons-react";
import { Link } from "react-router";
import type { Credential, NoticeChannel } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { useTestNotice } from "../api/notices.js";
import { useCredentials } from "../api/workspace.js";
import { useT } from "../ui/language.js";
import { sentence } from "../ui/said.js";
import { credentialOf, faultsOf, type ChannelKind } from "./notices-model.js";

const icons: Record<ChannelKind, Icon> = { email: IconMail, telegram: IconBrandTelegram, webhook: IconWebhook };

interface ChannelProps {
  channel: NoticeChannel;
  number: number;
  language: Locale;
  /** What is missing is marked. */
  strict: boolean;
  onChange: (channel: NoticeChannel) => void;
  onRemove: () => void;
}

/** One address that notices go to, with the button that tries it. */
export function ChannelFields({ channel, number, language, strict, onChange, onRemove }: ChannelProps) {
  const t = useT();
  const Sign = icons[channel.kind];
  const faults = faultsOf(channel);
  const title = t(`notices.kind.${channel.kind}`);
  return (
    <Paper withBorder p="sm" role="group" aria-label={`${title} ${number}`} data-testid={`notice-channel-${number}`}>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap">
          <Group gap={6} wrap="nowrap">
            <Sign size={18} aria-hidden />
            <Text fw={600} size="sm">
              {title}
            </Text>
          </Group>
          <ActionIcon variant="subtle" color="gray" aria-label={t("notices.remove", { title })} onClick={onRemove}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
        <Address channel={channel} faults={strict ? faults : none} onChange={onChange} />
        <TryIt channel={channel} language={language} ready={faults.size === 0} />
      </Stack>
    </Paper>
  );
}

const none: ReadonlySet<string> = new Set();

/** Where one channel leads, field by field. */
function Address({
  channel,
  faults,
  onChange,
}: Pick<ChannelProps, "channel" | "onChange"> & { faults: ReadonlySet<string> }) {
  const t = useT();
  const fault = (field: string) => (faults.has(field) ? t(`notices.bad.${channel.kind}`) : undefined);
  return (
    <>
      {channel.kind !== "webhook" && (
        <CredentialSelect
          kind={channel.kind}
          value={channel.credential}
          error={faults.has("credential") ? t("field.required") : undefined}
          onChange={(credential) => onChange({ ...channel, credential })}
        />
      )}
      {channel.kind === "email" && (
        <TagsInput
          label={t("notices.to")}
          placeholder={channel.to.length === 0 ? "name@example.com" : ""}
          value={channel.to}
          onChange={(to) => onChange({ ...channel, to })}
          splitChars={[",", " ", ";"]}
          acceptValueOnBlur
          error={fault("to")}
        />
      )}
      {channel.kind === "telegram" && (
        <TextInput
          label={t("notices.chat")}
          description={t("notices.chat.help")}
          placeholder="@my_team"
          value={channel.chat}
          onChange={({ currentTarget }) => onChange({ ...channel, chat: currentTarget.value })}
          error={fault("chat")}
        />
      )}
      {channel.kind === "webhook" && (
        <TextInput
          label={t("notices.url")}
          description={t("notices.url.help")}
          placeholder="https://"
          type="url"
          value={channel.url}
          onChange={({ currentTarget }) => onChange({ ...channel, url: currentTarget.value })}
          error={fault("url")}
        />
      )}
    </>
  );
}

interface CredentialSelectProps {
  kind: ChannelKind;
  value: string;
  error: string | undefined;
  onChange: (id: string) => void;
}

function CredentialSelect({ kind, value, error, onChange }: CredentialSelectProps) {
  const t = useT();
  const { data = [], refetch } = useCredentials();
  const type = credentialOf[kind];
  const fitting = data.filter((one: Credential) => one.type === type);
  return (
    <div>
      <Select
        label={t(kind === "email" ? "notices.from.email" : "notices.from.telegram")}
        data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
        value={value === "" ? null : value}
        placeholder={t("inspector.credential.choose")}
        onChange={(next) => next !== null && onChange(next)}
        onDropdownOpen={() => void refetch()}
        allowDeselect={false}
        error={error}
      />
      {fitting.length === 0 && (
        // In a new tab: what was written here stays.
        <Anchor component={Link} to={`/credentials?new=${type ?? ""}`} target="_blank" size="sm">
          {t("inspector.credential.new")}
        </Anchor>
      )}
    </div>
  );
}

/** Sends one now, and says beside the button how it went. */
function TryIt({ channel, language, ready }: { channel: NoticeChannel; language: Locale; ready: boolean }) {
  const t = useT();
  const test = useTestNotice();
  const { data } = test;
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconSend size={15} aria-hidden />}
        disabled={!ready}
        loading={test.isPending}
        onClick={() => test.mutate({ channel, language })}
      >
        {t("notices.test")}
      </Button>
      {(data || test.error) && (
        <Alert
          role="status"
          p="xs"
          color={data?.ok ? "teal" : "red"}
          icon={data?.ok ? <IconCircleCheck aria-hidden /> : <IconCircleX aria-hidden />}
          data-testid="notice-verdict"
        >
          <Text size="sm">{data?.ok ? t("notices.test.ok") : (data?.error?.message ?? sentence(test.error, t))}</Text>
          {data?.error?.hint && <Text size="sm">{data.error.hint}</Text>}
        </Alert>
      )}
    </Stack>
  );
}
