import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconEar, IconInfoCircle, IconPlugConnectedX, IconShieldX } from "@tabler/icons-react";
import type { HeardCall } from "@leeway/api";
import { useStep } from "../inspector/step-context.js";
import type { MessageId } from "../messages/catalogue.js";
import { JsonView } from "../runs/json/json-view.js";
import { useT } from "../ui/language.js";
import { Failed } from "../ui/states.js";
import { Address } from "./address.js";
import { CurlLine } from "./curl-line.js";
import { useListening } from "./use-listening.js";

/** Takes the next call to the draft's test address: shows it, and keeps it as the sample; with lines that make one. */
export function ListenBox({ url, testUrl }: { url: string; testUrl: string }) {
  const t = useT();
  const { workflowId, node } = useStep();
  const { listening, heard, start, stop } = useListening(workflowId, node.id);
  const { state } = listening;
  const active = state === "starting" || state === "on" || state === "lost";
  return (
    <Stack gap="xs" data-testid="webhook-listen">
      <Text size="sm" fw={600}>
        {t("webhook.listen")}
      </Text>
      {active ? (
        <>
          <Group gap="xs" wrap="nowrap" role="status">
            {state === "lost" ? <IconPlugConnectedX size={18} aria-hidden /> : <Loader size="xs" />}
            <Text size="sm">{t(`webhook.listen.${state}`)}</Text>
          </Group>
          <Address
            label={t("webhook.listen.address")}
            copy={t("webhook.address.copy")}
            url={testUrl}
            testId="webhook-test-url"
          />
        </>
      ) : (
        <Text size="xs" c="dimmed">
          {t("webhook.listen.help")}
        </Text>
      )}
      {state === "failed" && <Failed error={listening.error} again={start} />}
      <div role="status">{heard && <Heard heard={heard} />}</div>
      <div>
        <Button
          size="compact-sm"
          variant={active ? "default" : "light"}
          leftSection={active ? undefined : <IconEar size={16} aria-hidden />}
          onClick={active ? stop : start}
        >
          {t(active ? "webhook.listen.stop" : heard ? "webhook.listen.again" : "webhook.listen.start")}
        </Button>
      </div>
      <CurlLine url={active ? testUrl : url} />
    </Stack>
  );
}

const looks = {
  call: { color: "teal", Icon: IconCircleCheck },
  refused: { color: "orange", Icon: IconShieldX },
  trial: { color: "blue", Icon: IconInfoCircle },
};

function Heard({ heard: { kind, reason, payload } }: { heard: HeardCall }) {
  const t = useT();
  const { color, Icon } = looks[kind];
  return (
    <Stack gap="xs">
      <Alert
        color={color}
        variant="light"
        p="xs"
        icon={<Icon aria-hidden />}
        title={t(`webhook.heard.${kind}`)}
        data-testid="webhook-heard"
      >
        <Text size="sm">{t(textOf(kind, reason))}</Text>
      </Alert>
      {payload !== undefined && <JsonView value={payload} label={t(`webhook.heard.${kind}`)} />}
    </Stack>
  );
}

const textOf = (kind: HeardCall["kind"], reason: HeardCall["reason"]): MessageId =>
  kind === "refused" ? `webhook.refused.${reason ?? "unreadable"}` : `webhook.heard.${kind}.text`;
