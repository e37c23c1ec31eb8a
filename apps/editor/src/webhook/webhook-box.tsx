import { Stack, Text } from "@mantine/core";
import { useMe } from "../api/account.js";
import { useHooks } from "../api/hooks.js";
import { useEditor } from "../document/store.js";
import { useStep } from "../inspector/step-context.js";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Failed } from "../ui/states.js";
import { Address } from "./address.js";
import { addressOf } from "./address-of.js";
import { ListenBox } from "./listen-box.js";
import { RefusedCalls } from "./refused-calls.js";
import { SenderGuide } from "./sender-guide.js";

export const WEBHOOK_TRIGGER = "trigger.webhook";

/** Where the sender has to send, what it has to prove, what was refused, and how to try all of it. */
export function WebhookBox() {
  const t = useT();
  const { workflowId, node } = useStep();
  const workflow = useEditor((state) => state.workflow);
  const { data: me } = useMe();
  const hooks = useHooks(workflowId);
  const url = addressOf(workflow?.triggers.find(({ nodeId }) => nodeId === node.id)?.url, me?.publicUrl);
  const hook = hooks.data?.find(({ nodeId }) => nodeId === node.id);
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
        {!workflow?.published && (
          <Text size="xs" c="dimmed" mt={4}>
            {t("webhook.draft")}
          </Text>
        )}
        {me?.reach === "local" && (
          <Text size="xs" c="dimmed" mt={4} data-testid="webhook-local">
            {t("webhook.local")}
          </Text>
        )}
      </div>
      <SenderGuide params={node.params} />
      {hooks.error && <Failed error={hooks.error} again={() => void hooks.refetch()} />}
      {hook && <RefusedCalls refused={hook.refused} title={t("webhook.refused")} />}
      <Allowed to="workflows.edit">{hook && <ListenBox url={url} testUrl={hook.testUrl} />}</Allowed>
    </Stack>
  );
}
