import { Alert, Anchor, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconExternalLink, IconPlugConnectedX } from "@tabler/icons-react";
import { useStep } from "../inspector/step-context.js";
import { JsonView } from "../runs/json/json-view.js";
import { useT } from "../ui/language.js";
import { Failed } from "../ui/states.js";
import { useListening } from "../webhook/use-listening.js";

/** The draft's form on a page of its own: what is sent there is shown here, and kept as the sample. */
export function TryForm({ testUrl }: { testUrl: string }) {
  const t = useT();
  const { workflowId, node } = useStep();
  const { listening, heard, start, stop } = useListening(workflowId, node.id);
  const { state } = listening;
  const active = state === "starting" || state === "on" || state === "lost";
  return (
    <Stack gap="xs" data-testid="form-try">
      <Text size="sm" fw={600}>
        {t("form.try")}
      </Text>
      {active ? (
        <>
          <Group gap="xs" wrap="nowrap" role="status">
            {state === "lost" ? <IconPlugConnectedX size={18} aria-hidden /> : <Loader size="xs" />}
            <Text size="sm">{t(`form.try.${state}`)}</Text>
          </Group>
          {state !== "starting" && (
            <Anchor href={testUrl} target="_blank" rel="noopener" size="sm">
              {t("form.try.open")} <IconExternalLink size={14} aria-hidden />
            </Anchor>
          )}
        </>
      ) : (
        <Text size="xs" c="dimmed">
          {t("form.try.help")}
        </Text>
      )}
      {state === "failed" && <Failed error={listening.error} again={start} />}
      <div role="status">
        {heard?.kind === "call" && (
          <Stack gap="xs">
            <Alert
              color="teal"
              variant="light"
              p="xs"
              icon={<IconCircleCheck aria-hidden />}
              title={t("form.heard")}
              data-testid="form-heard"
            >
              <Text size="sm">{t("form.heard.text")}</Text>
            </Alert>
            {heard.payload !== undefined && <JsonView value={heard.payload} label={t("form.heard")} />}
          </Stack>
        )}
      </div>
      <div>
        <Button size="compact-sm" variant={active ? "default" : "light"} onClick={active ? stop : start}>
          {t(active ? "form.try.stop" : heard ? "form.try.again" : "form.try.start")}
        </Button>
      </div>
    </Stack>
  );
}
