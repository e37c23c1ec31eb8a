import { Alert, Stack, Text } from "@mantine/core";
import { IconShieldX } from "@tabler/icons-react";
import type { Hook } from "@leeway/api";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";

/** Calls that were turned away since the server started: how many, why, and what to do. */
export function RefusedCalls({ refused, title }: { refused: Hook["refused"]; title: string }) {
  const t = useT();
  if (refused.length === 0) return null;
  return (
    <Alert
      color="orange"
      variant="light"
      p="xs"
      icon={<IconShieldX aria-hidden />}
      title={title}
      data-testid="webhook-refused"
    >
      <Stack gap={6}>
        {refused.map(({ reason, count, lastAt }) => (
          <div key={reason}>
            <Text size="sm">
              {t("webhook.refused.count", { count })} · <Moment at={lastAt} />
            </Text>
            <Text size="sm">{t(`webhook.refused.${reason}`)}</Text>
          </div>
        ))}
      </Stack>
    </Alert>
  );
}
