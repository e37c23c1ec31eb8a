import { useState } from "react";
import { Badge, Button, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconBolt } from "@tabler/icons-react";
import type { SandboxRequest } from "@leeway/api";
import type { NodeDefinition } from "@leeway/engine";
import { JsonView } from "../runs/json/json-view.js";
import { useT, useText } from "../ui/language.js";
import { Rows, Unfolding } from "../ui/unfolding.js";
import { operationOf } from "./operations.js";
import css from "./sandbox.module.css";

const PAGE = 50;

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
      <Rows label={t("sandbox.requests")}>
        {items.slice(0, shown).map((item) => (
          <Request key={item.id} item={item} definition={operationOf(definitions, item.method, item.path)} />
        ))}
      </Rows>
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
  const [path, query] = item.path.split("?");
  return (
    <Unfolding
      data-testid="sandbox-request"
      data-method={item.method}
      data-path={path}
      title={definition ? text(definition.title) : t("sandbox.unknown")}
      about={
        <Text size="sm" c="dimmed" ff="monospace" truncate="end">
          {item.method} {path}
          {query && `?${decoded(query)}`}
        </Text>
      }
      marks={
        <>
          {item.fault !== undefined && (
            <Badge color="orange" leftSection={<IconBolt size={13} aria-hidden />}>
              {t(`sandbox.fault.${item.fault}`)}
            </Badge>
          )}
          <Answer status={item.status} />
        </>
      }
      at={item.at}
    >
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
    </Unfolding>
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
    <Badge color={color} className={css.status}>
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
