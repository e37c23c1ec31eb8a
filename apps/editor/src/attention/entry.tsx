import { useRef } from "react";
import { Anchor, Badge, Checkbox, Group, Paper, Stack, Text } from "@mantine/core";
import { useIntl } from "react-intl";
import { Link } from "react-router";
import type { AttentionEntry } from "@leeway/api";
import { partsOfKey } from "@leeway/engine";
import { Allowed } from "../ui/allowed.js";
import { useHandOnFocus } from "../ui/hand-on-focus.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { Asked } from "./asked.js";
import { Found } from "./found.js";
import { Words } from "./words.js";

interface EntryProps {
  entry: AttentionEntry;
  chosen: boolean;
  onChoose: (on: boolean) => void;
}

/** One step that waits: what it is, what was sent, what was found, and what can be said. */
export function Entry({ entry, chosen, onChoose }: EntryProps) {
  const t = useT();
  const intl = useIntl();
  const own = useRef<HTMLLIElement>(null);
  useHandOnFocus(own);
  const { nodeName, workflowName, runId, key, kind, since, until, error, truncated } = entry;
  // Counted from 1, as in the list of a loop's items.
  const item = partsOfKey(key)
    .indexes.map((index) => intl.formatNumber(index + 1))
    .join(" › ");
  return (
    <Paper ref={own} component="li" withBorder p="md" style={{ listStyle: "none" }} data-testid={`waits-${key}`}>
      <Group align="flex-start" wrap="nowrap" gap="sm">
        <Allowed to="runs.settle">
          <Checkbox
            mt={4}
            aria-label={t("attention.choose", { name: nodeName })}
            checked={chosen}
            onChange={(event) => onChoose(event.currentTarget.checked)}
          />
        </Allowed>
        <Stack gap="xs" flex={1} miw={0}>
          <Group gap="xs">
            <Text fw={600} className="leeway-name">
              {nodeName}
            </Text>
            <Badge color={kind === "unknown" ? "orange" : "blue"}>{t(`attention.kind.${kind}`)}</Badge>
            {item !== "" && <Text size="sm">{t("attention.item", { index: item })}</Text>}
            {entry.rehearsal && <Badge color="violet">{t("attention.rehearsal")}</Badge>}
          </Group>
          <Group gap={6}>
            <Anchor component={Link} className="leeway-name" size="sm" to={`/runs/${runId}`}>
              {workflowName}
            </Anchor>
            <Moment at={since} size="sm" c="dimmed" />
            {until && (
              <Text size="sm" c="dimmed">
                {"· "}
                {t("attention.until")} <Moment at={until} ahead size="sm" span />
              </Text>
            )}
          </Group>
          {error && (
            <Text size="sm" className="leeway-name">
              {error.message}
            </Text>
          )}
          <Asked entry={entry} />
          {entry.check && <Found check={entry.check} />}
          {truncated && (
            <Text size="sm" c="dimmed">
              {t("attention.truncated")}
            </Text>
          )}
          <Words entries={[entry]} />
        </Stack>
      </Group>
    </Paper>
  );
}
