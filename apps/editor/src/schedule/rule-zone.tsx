import { useState } from "react";
import { useStep } from "../inspector/step-context.js";
import { ZoneSelect } from "../settings/zone-select.js";
import { zoneInWords } from "../settings/zones.js";
import { useT } from "../ui/language.js";

const WORKFLOW = "workflow";

/** By which clocks a schedule goes: the workflow's, or those of another place. */
export function RuleZone({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (timezone: string | undefined) => void;
}) {
  const t = useT();
  const { timezone } = useStep();
  const [opened] = useState(() => new Date());
  return (
    <ZoneSelect
      first={[{ value: WORKFLOW, label: t("schedule.zone.workflow", { zone: zoneInWords(timezone, opened) }) }]}
      value={value ?? WORKFLOW}
      onChange={(zone) => onChange(zone === WORKFLOW ? undefined : zone)}
      inUse={value === undefined ? [] : [value]}
    />
  );
}
