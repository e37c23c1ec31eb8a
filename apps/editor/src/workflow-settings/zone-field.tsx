import { useMemo, useState } from "react";
import { Select } from "@mantine/core";
import { useMe } from "../api/account.js";
import { useEditor } from "../document/store.js";
import { zoneInWords, zones } from "../settings/zones.js";
import { useT } from "../ui/language.js";
import { useSettingProblems } from "./setting-problems.js";
import { setSettings } from "./settings.js";

const WORKSPACE = "workspace";

/** In which zone the workflow reckons days and hours: the workspace's, or one of its own. */
export function ZoneField() {
  const t = useT();
  const own = useEditor(({ document }) => document.settings.timezone);
  const run = useEditor((state) => state.run);
  const shared = useMe().data?.workspace.timezone ?? "UTC";
  const { said } = useSettingProblems("settings.timezone");
  const [opened] = useState(() => new Date());
  const list = useMemo(() => {
    const known = zones([shared, ...(own === undefined ? [] : [own])], opened);
    return [
      { value: WORKSPACE, label: t("wsettings.timezone.workspace", { zone: zoneInWords(shared, opened) }) },
      // A zone that does not exist is shown all the same, with what is wrong below it.
      ...(own === undefined || known.some(({ value }) => value === own) ? [] : [{ value: own, label: own }]),
      ...known,
    ];
  }, [shared, own, opened, t]);
  return (
    <Select
      label={t("settings.timezone")}
      description={t("wsettings.timezone.help")}
      error={said}
      data={list}
      value={own ?? WORKSPACE}
      onChange={(value) => value && run(setSettings({ timezone: value === WORKSPACE ? undefined : value }))}
      searchable
      allowDeselect={false}
      maxDropdownHeight={280}
      nothingFoundMessage={t("settings.timezone.none")}
    />
  );
}
