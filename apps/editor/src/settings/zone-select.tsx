import { useState } from "react";
import { Select, type SelectProps } from "@mantine/core";
import { useT } from "../ui/language.js";
import { textInWords, zones, type Zone } from "./zones.js";

interface ZoneSelectProps extends Omit<SelectProps, "data" | "value" | "onChange" | "onFocus"> {
  value: string;
  onChange: (value: string) => void;
  /** What can be chosen besides zones. */
  first?: readonly Zone[];
  /** Zones that are there whatever the browser knows, under the names under which they are stored. */
  inUse: readonly string[];
}

/**
 * A choice of all zones that the browser knows. They are named and drawn once somebody comes to the field: to name four
 * hundred of them takes a tenth of a second, which whoever only opens the page would wait for.
 */
export function ZoneSelect({ value, onChange, first = [], inUse, ...looks }: ZoneSelectProps) {
  const t = useT();
  const [opened] = useState(() => new Date());
  const [visited, setVisited] = useState(false);
  const known = visited ? zones(inUse, opened) : [];
  const isThere = [...first, ...known].some((one) => one.value === value);
  // A zone that does not exist is shown all the same, with what is wrong below it.
  const chosen = isThere ? [] : [{ value, label: textInWords(value, opened) }];
  return (
    <Select
      {...looks}
      label={t("settings.timezone")}
      data={[...first, ...chosen, ...known]}
      value={value}
      onChange={(zone) => zone !== null && onChange(zone)}
      onFocus={() => setVisited(true)}
      searchable
      allowDeselect={false}
      maxDropdownHeight={280}
      nothingFoundMessage={t("settings.timezone.none")}
    />
  );
}
