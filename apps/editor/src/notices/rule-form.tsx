import { useState } from "react";
import { Button, Checkbox, Group, Menu, Select, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { NoticeRule } from "@leeway/api";
import { locales, type Locale } from "@leeway/engine";
import { useCredentials } from "../api/workspace.js";
import type { MessageId } from "../messages/catalogue.js";
import { useT } from "../ui/language.js";
import { ChannelFields } from "./channel-fields.js";
import { channelKinds, digests, isWhole, newChannel, type ChannelKind } from "./notices-model.js";

const languages: Record<Locale, string> = { en: "English", uk: "Українська", ru: "Русский" };

interface RuleFormProps {
  rule: NoticeRule;
  saving: boolean;
  onSave: (rule: NoticeRule) => void;
}

/** Who is told of what; nothing counts before it is saved. */
export function RuleForm({ rule, saving, onSave }: RuleFormProps) {
  const t = useT();
  const { data: credentials = [] } = useCredentials();
  const [draft, setDraft] = useState(rule);
  const [strict, setStrict] = useState(false);
  const { channels, language } = draft;
  const same = JSON.stringify(draft) === JSON.stringify(rule);
  const submit = () => {
    setStrict(true);
    if (isWhole(draft) && !same) onSave(draft);
  };
  return (
    <form
      noValidate
      data-testid="notices"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        {channels.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("notices.nobody")}
          </Text>
        )}
        {channels.map((channel, index) => (
          <ChannelFields
            key={index}
            channel={channel}
            number={index + 1}
            language={language}
            strict={strict}
            onChange={(next) =>
              setDraft({ ...draft, channels: channels.map((one, at) => (at === index ? next : one)) })
            }
            onRemove={() => setDraft({ ...draft, channels: channels.filter((_, at) => at !== index) })}
          />
        ))}
        <AddChannel
          onAdd={(kind) => {
            // What was just added is not wrong before anybody could fill it in.
            setStrict(false);
            setDraft({ ...draft, channels: [...channels, newChannel(kind, credentials)] });
          }}
        />
        <WhenFields rule={draft} strict={strict} onChange={setDraft} />
        <Group justify="flex-end">
          <Button type="submit" variant="default" disabled={same} loading={saving}>
            {t("common.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function AddChannel({ onAdd }: { onAdd: (kind: ChannelKind) => void }) {
  const t = useT();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="light" leftSection={<IconPlus size={16} aria-hidden />} style={{ alignSelf: "flex-start" }}>
          {t("notices.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {channelKinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => onAdd(kind)}>
            {t(`notices.kind.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface WhenProps {
  rule: NoticeRule;
  strict: boolean;
  onChange: (rule: NoticeRule) => void;
}

/** What is told of, how often, and in which language. */
function WhenFields({ rule, strict, onChange }: WhenProps) {
  const t = useT();
  const { on, digestMinutes, language } = rule;
  const minutes = [...new Set([...digests, digestMinutes])].toSorted((a, b) => a - b);
  return (
    <>
      <Checkbox.Group
        label={t("notices.on")}
        value={on}
        onChange={(next) => onChange({ ...rule, on: occasions.filter((one) => next.includes(one)) })}
        error={strict && on.length === 0 ? t("field.required") : undefined}
      >
        <Stack gap="xs" mt="xs">
          <Checkbox value="failed" label={t("notices.on.failed")} />
          <Checkbox value="needs_attention" label={t("notices.on.attention")} />
        </Stack>
      </Checkbox.Group>
      <Select
        label={t("notices.digest")}
        description={t("notices.digest.help")}
        data={minutes.map((one) => ({ value: String(one), label: t(digestWord(one), { minutes: one }) }))}
        value={String(digestMinutes)}
        onChange={(next) => next !== null && onChange({ ...rule, digestMinutes: Number(next) })}
        allowDeselect={false}
        maw={320}
      />
      <Select
        label={t("notices.language")}
        data={locales.map((value) => ({ value, label: languages[value] }))}
        value={language}
        onChange={(next) => next !== null && onChange({ ...rule, language: next as Locale })}
        allowDeselect={false}
        maw={320}
      />
    </>
  );
}

const occasions = ["failed", "needs_attention"] as const;
const words: Partial<Record<number, MessageId>> = {
  60: "notices.digest.hour",
  240: "notices.digest.hours",
  1_440: "notices.digest.day",
};
const digestWord = (minutes: number): MessageId => words[minutes] ?? "notices.digest.minutes";
