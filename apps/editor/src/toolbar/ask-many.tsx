import { Text } from "@mantine/core";
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

/** Before many requests go out: how many, how long, and when they would be done. */
export function askMany(t: Translate, forecast: Forecast, onRun: () => void): void {
  ask(t, { title: t("forecast.title"), text: <Words forecast={forecast} />, yes: t("forecast.run"), onYes: onRun });
}

function Words({ forecast: { calls, seconds, doneAt } }: { forecast: Forecast }) {
  const t = useT();
  const duration = useDuration()(seconds * 1000);
  const time = useClock()(doneAt);
  return (
    <Text size="sm" data-testid="forecast">
      {t("forecast.text", { calls, duration, time })}
    </Text>
  );
}
