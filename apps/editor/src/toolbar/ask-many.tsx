import { Stack, Text } from "@mantine/core";
import { useIntl } from "react-intl";
import type { Forecast } from "@leeway/api";
import type { Json } from "@leeway/engine";
import { call } from "../api/http.js";
import { ask } from "../ui/confirm.js";
import { useT, type Translate } from "../ui/language.js";
import { useClock, useDuration } from "../ui/moment.js";

/** From here on a run is worth a look before it starts. */
export const MANY_CALLS = 50;

/** What a run of the draft would send, by the present limits. */
export const forecastOf = (workflowId: string, node: string, payload?: Json) =>
  call<Forecast>("POST", `/workflows/${encodeURIComponent(workflowId)}/forecast`, {
    node,
    ...(payload !== undefined && { payload }),
  });

/**
 * Before many requests go out: how many, how long, and when they would be done. `open`: names of steps of which nobody knows
 * yet how often they send.
 */
export function askMany(t: Translate, forecast: Forecast, open: readonly string[], onRun: () => void): void {
  const title = t(forecast.calls < MANY_CALLS ? "forecast.open.title" : "forecast.title");
  ask(t, { title, text: <Words forecast={forecast} open={open} />, yes: t("forecast.run"), onYes: onRun });
}

function Words({ forecast: { calls, seconds, doneAt }, open }: { forecast: Forecast; open: readonly string[] }) {
  const t = useT();
  const intl = useIntl();
  const duration = useDuration()(seconds * 1000);
  const time = useClock()(doneAt);
  return (
    <Stack gap="xs" data-testid="forecast">
      {calls >= MANY_CALLS && <Text size="sm">{t("forecast.text", { calls, duration, time })}</Text>}
      {open.length > 0 && (
        <Text size="sm">{t("forecast.open", { count: open.length, steps: intl.formatList(open) })}</Text>
      )}
    </Stack>
  );
}
