import { ownOf } from "@leeway/engine";
import { Group, Loader, Radio, Stack, Text } from "@mantine/core";
import { useIntl } from "react-intl";
import type { PollAhead } from "@leeway/api";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { useEditor } from "../document/store.js";
import { useLanguage, useT } from "../ui/language.js";
import { useDuration } from "../ui/moment.js";
import { Failed } from "../ui/states.js";
import { wantsChoice, type AheadChoice, type AheadState } from "./use-ahead.js";

/** What triggers that look in Leeloo would start as soon as the draft is live; what waited is asked about. */
export function AheadList({ ahead }: { ahead: AheadState }) {
  const t = useT();
  const { items, pending, error, again } = ahead;
  if (pending)
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" aria-hidden />
        <Text size="sm">{t("ahead.counting")}</Text>
      </Group>
    );
  if (error)
    return (
      <Stack gap="xs" data-testid="ahead-failed">
        <Text size="sm">{t("ahead.needed")}</Text>
        <Failed error={error} again={again} />
      </Stack>
    );
  if (items.length === 0) return null;
  return (
    <Stack gap="md" component="section" data-testid="publish-ahead">
      {items.map((one) => (
        <One key={one.nodeId} one={one} ahead={ahead} />
      ))}
    </Stack>
  );
}

function One({ one, ahead: { choices, choose } }: { one: PollAhead; ahead: AheadState }) {
  const t = useT();
  const intl = useIntl();
  const catalogue = useCatalogue();
  const { locale } = useLanguage();
  const node = useEditor(({ document }) => document.nodes.find(({ id }) => id === one.nodeId));
  const { nodeId, kind, count, more, error } = one;
  const since = intl.formatDate(one.since, { dateStyle: "medium", timeStyle: "short" });
  const name = node ? nameOf(node, catalogue, locale) : nodeId;
  const told = error ? "ahead.unknown" : (`ahead.${kind}` as const);
  const about = (
    <Stack gap={4}>
      <Text size="sm">{t(told, { count, since })}</Text>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)">
          {error.message} {error.hint}
        </Text>
      )}
      {more && <Text size="sm">{t("ahead.more")}</Text>}
      <Sends one={one} />
    </Stack>
  );
  if (!wantsChoice(one))
    return (
      <div>
        <Text size="sm" fw={600} mb={4}>
          {name}
        </Text>
        {about}
      </div>
    );
  return (
    <Radio.Group
      label={name}
      description={about}
      descriptionProps={{ component: "div" }}
      inputWrapperOrder={["label", "description", "input"]}
      value={ownOf(choices, nodeId) ?? ""}
      onChange={(value) => choose(nodeId, value as AheadChoice)}
      styles={{ label: { fontWeight: 600 }, description: { color: "inherit" } }}
    >
      <Stack gap="xs" my="xs">
        <Radio value="take" label={error ? t("ahead.take.unknown") : t("ahead.take", { count })} />
        <Radio value="leave" label={t("ahead.leave")} />
        {!ownOf(choices, nodeId) && (
          <Text size="xs" c="dimmed">
            {t("ahead.choose")}
          </Text>
        )}
      </Stack>
    </Radio.Group>
  );
}

function Sends({ one: { calls, seconds, kind } }: { one: PollAhead }) {
  const t = useT();
  const duration = useDuration()(seconds * 1_000);
  if (calls === 0) return null;
  return <Text size="sm">{t(kind === "first" ? "backfill.forecast" : "ahead.forecast", { calls, duration })}</Text>;
}
