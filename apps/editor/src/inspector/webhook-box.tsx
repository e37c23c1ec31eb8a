import { Code, Group, Stack, Text } from "@mantine/core";
import { useMe } from "../api/account.js";
import { useSamples } from "../api/workflows.js";
import { useEditor } from "../document/store.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { useStep } from "./step-context.js";
import { curlOf } from "./webhook-sample.js";
import css from "./inspector.module.css";

/** Where to send data, and a line that does it. */
export function WebhookBox() {
  const t = useT();
  const { workflowId, node, definition } = useStep();
  const workflow = useEditor((state) => state.workflow);
  const { data: me } = useMe();
  const { data: samples } = useSamples(workflowId);
  const url = addressOf(workflow?.triggers.find(({ nodeId }) => nodeId === node.id)?.url, me?.publicUrl);
  if (url === undefined) {
    return (
      <Text size="sm" c="dimmed" data-testid="webhook-url">
        {t("webhook.address.unsaved")}
      </Text>
    );
  }
  const chosen = node.params["method"];
  const method = typeof chosen === "string" && chosen !== "ANY" ? chosen : "POST";
  const curl = curlOf(url, method, samples?.[node.id] ?? definition.sample);
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={600}>
          {t("webhook.address")}
        </Text>
        <Group gap={4} wrap="nowrap" align="center" mt={4}>
          <Code className={css.address} data-testid="webhook-url">
            {url}
          </Code>
          <Copy text={url} label={t("webhook.address.copy")} />
        </Group>
        <Text size="xs" c="dimmed" mt={4}>
          {t("webhook.address.help")} {!workflow?.published && t("webhook.draft")}
        </Text>
        {me?.reach === "local" && (
          <Text size="xs" c="dimmed" mt={4} data-testid="webhook-local">
            {t("webhook.local")}
          </Text>
        )}
      </div>
      <div>
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Text size="sm" fw={600}>
            {t("webhook.curl")}
          </Text>
          <Copy text={curl} label={t("webhook.curl.copy")} />
        </Group>
        <pre className={`${css.address} ${css.curl}`} data-testid="webhook-curl" tabIndex={0}>
          {curl}
        </pre>
      </div>
    </Stack>
  );
}

const addressOf = (url: string | undefined, base: string | undefined) =>
  url?.startsWith("/") ? `${base ?? location.origin}${url}` : url;
