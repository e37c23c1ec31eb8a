import { useState } from "react";
import { useMe } from "../api/account.js";
import { useEditor } from "../document/store.js";
import { ZoneSelect } from "../settings/zone-select.js";
import { zoneInWords } from "../settings/zones.js";
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
  return (
    <ZoneSelect
      description={t("wsettings.timezone.help")}
      error={said}
      first={[{ value: WORKSPACE, label: t("wsettings.timezone.workspace", { zone: zoneInWords(shared, opened) }) }]}
      value={own ?? WORKSPACE}
      onChange={(value) => run(setSettings({ timezone: value === WORKSPACE ? undefined : value }))}
      inUse={own === undefined ? [shared] : [shared, own]}
    />
  );
}
