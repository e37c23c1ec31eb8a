import { useState } from "react";
import { Badge, Button, Collapse, Group, SimpleGrid, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconBolt, IconChevronRight } from "@tabler/icons-react";
import type { SandboxRequest } from "@leeway/api";
import type { NodeDefinition } from "@leeway/engine";
import { JsonView } from "../runs/json/json-view.js";
import { useT, useText } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { operationOf } from "./operations.js";
import css from "./sandbox.module.css";

const PAGE = 50;
const ink = { label: { color: "var(--mantine-color-text)" } };

/** What came, newest first; a request unfolds to what was sent and what was answered. */
export function RequestList({
  items,
  definitions,
}: {
  items: readonly SandboxRequest[];
  definitions: readonly NodeDefinition[];
}) {
  const t = useT();
  const [shown, setShown] = useState(PAGE);
  return (
    <Stack gap="sm">
      <ul className={css.list} aria-label={t("sandbox.requests")}>
        {items.slice(0, shown).map((item) => (
          <Request key={item.id} item={item} definition={operationOf(definitions, item.method, item.path)} />
        ))}
      </ul>
      {items.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + PAGE)}>
          {t("common.more")}
        </Button>
      )}
    </Stack>
  );
}

function Request({ item, definition }: { item: SandboxRequest; definition: NodeDefinition | undefined }) {
  const t = useT();
  const text = useText();
  const [open, setOpen] = useState(false);
  const [path, query] = item.path.split("?");
  return (
    <li className={css.request} data-testid="sandbox-request" data-method={item.method} data-path={path}>
      <UnstyledButton className={css.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Group gap="sm" wrap="nowrap">
          <IconChevronRight size={16} className={css.chevron} data-open={open} aria-hidden />
          <div className={css.what}>
            <Text fw={600} truncate="end">
              {definition ? text(definition.title) : t("sandbox.unknown")}
            </Text>
            <Text size="sm" c="dimmed" ff="monospace" truncate="end">
              {item.method} {path}
              {query && `?${decoded(query)}`}
            </Text>
          </div>
          {item.fault !== undefined && (
            <Badge
              variant="light"
              color="orange"
              tt="none"
              styles={ink}
              leftSection={<IconBolt size={13} aria-hidden />}
            >
              {t(`sandbox.fault.${item.fault}`)}
            </Badge>
          )}
          <Answer status={item.status} />
          <Text size="sm" c="dimmed" className={css.when}>
            <Moment at={item.at} />
          </Text>
        </Group>
      </UnstyledButton>
      <Collapse expanded={open}>
        {open && (
          <SimpleGrid cols={{ base: 1, md: 2 }} p="sm" pt="xs">
            <Side title={t("sandbox.sent")}>
              {item.body === null ? (
                <Text c="dimmed">{t("sandbox.noBody")}</Text>
              ) : (
                <JsonView value={item.body} label={t("sandbox.sent")} />
              )}
            </Side>
            <Side title={t("sandbox.answered")}>
              {item.status === 0 && item.answer === null ? (
                <Text c="dimmed">{t("sandbox.noAnswer")}</Text>
              ) : (
                <JsonView value={item.answer} label={t("sandbox.answered")} />
              )}
            </Side>
          </SimpleGrid>
        )}
      </Collapse>
    </li>
  );
}

function Side({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Stack gap={4} miw={0}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {children}
    </Stack>
  );
}

/** The HTTP status in colour and number, or that no answer went back. */
function Answer({ status }: { status: number }) {
  const t = useT();
  const color = status >= 200 && status < 300 ? "teal" : status === 0 ? "orange" : "red";
  return (
    <Badge variant="light" color={color} tt="none" styles={ink} className={css.status}>
      {status === 0 ? t("sandbox.cut") : status}
    </Badge>
  );
}

function decoded(query: string): string {
  try {
    return decodeURIComponent(query.replaceAll("+", " "));
  } catch {
    return query;
  }
}
