import { Stack, Text } from "@mantine/core";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Failed } from "../ui/states.js";
import { Address } from "./address.js";
import { ListenBox } from "./listen-box.js";
import { RefusedCalls } from "./refused-calls.js";
import { SenderGuide } from "./sender-guide.js";
import { useTriggerHook } from "./trigger-hook.js";

export const WEBHOOK_TRIGGER = "trigger.webhook";

/** Where the sender has to send, what it has to prove, what was refused, and how to try all of it. */
export function WebhookBox() {
  const t = useT();
  const { params, url, published, local, hook, error, again } = useTriggerHook();
  if (url === undefined) {
    return (
      <Text size="sm" c="dimmed" data-testid="webhook-url">
        {t("webhook.address.unsaved")}
      </Text>
    );
  }
  return (
    <Stack gap="md">
      <div>
        <Address label={t("webhook.address")} copy={t("webhook.address.copy")} url={url} testId="webhook-url" />
        {!published && (
          <Text size="xs" c="dimmed" mt={4}>
            {t("webhook.draft")}
          </Text>
        )}
        {local && (
          <Text size="xs" c="dimmed" mt={4} data-testid="webhook-local">
            {t("webhook.local")}
          </Text>
        )}
      </div>
      <SenderGuide params={params} />
      {error && <Failed error={error} again={again} />}
      {hook && <RefusedCalls refused={hook.refused} title={t("webhook.refused")} />}
      <Allowed to="workflows.edit">{hook && <ListenBox url={url} testUrl={hook.testUrl} />}</Allowed>
    </Stack>
  );
}
