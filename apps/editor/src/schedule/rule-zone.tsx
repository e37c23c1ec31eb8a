import { useMemo, useState } from "react";
import { Select } from "@mantine/core";
import { useStep } from "../inspector/step-context.js";
import { zones, zoneInWords } from "../settings/zones.js";
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
  const data = useMemo(() => {
    const known = zones(value === undefined ? [] : [value], opened);
    return [
      { value: WORKFLOW, label: t("schedule.zone.workflow", { zone: zoneInWords(timezone, opened) }) },
      // One that does not exist is shown all the same, with what is wrong below it.
      ...(value === undefined || known.some((one) => one.value === value) ? [] : [{ value, label: value }]),
      ...known,
    ];
  }, [value, timezone, opened, t]);
  return (
    <Select
      label={t("settings.timezone")}
      data={data}
      value={value ?? WORKFLOW}
      onChange={(zone) => zone && onChange(zone === WORKFLOW ? undefined : zone)}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t("settings.timezone.none")}
    />
  );
}
