import { Group, Text } from "@mantine/core";
import { ownOf, sampleOf } from "@leeway/engine";
import { useSamples } from "../api/workflows.js";
import { useStep } from "../inspector/step-context.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import css from "../inspector/inspector.module.css";
import { curlOf } from "./curl.js";

/** Lines for the terminal that call the webhook as its sender would. */
export function CurlLine({ url }: { url: string }) {
  const t = useT();
  const { workflowId, node, definition } = useStep();
  const { params } = node;
  const kept = ownOf(useSamples(workflowId).data ?? {}, node.id);
  const method = typeof params["method"] === "string" && params["method"] !== "ANY" ? params["method"] : "POST";
  const curl = curlOf(url, method, kept ?? sampleOf(definition, params), params);
  return (
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
      {curl.includes("…") && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("webhook.curl.secret")}
        </Text>
      )}
    </div>
  );
}
