import { useEffect, useRef } from "react";
import { Radio, Stack, Text, Title } from "@mantine/core";
import { lanes } from "@leeway/engine";
import { useEditor } from "../document/store.js";
import css from "../inspector/inspector.module.css";
import { Allowed, ChangedBy } from "../ui/allowed.js";
import { Editable } from "../inspector/editable.js";
import { useT } from "../ui/language.js";
import { ConcurrencyFields } from "./concurrency-fields.js";
import { NoticesField } from "./notices-field.js";
import { Place } from "./place.js";
import { useSettingProblems } from "./setting-problems.js";
import { useSettingsOpen } from "./settings-open.js";
import { setSettings } from "./settings.js";
import { ZoneField } from "./zone-field.js";

/** What holds for every run of the workflow: whose calls go first, how many go at a time, which clock counts. */
export function WorkflowSettings({ workflowId }: { workflowId: string }) {
  const t = useT();
  const title = useRef<HTMLHeadingElement>(null);
  // Whoever opened it with the keyboard is in it; a setting that is wanted takes the focus itself.
  useEffect(() => {
    if (useSettingsOpen.getState().wanted === undefined) title.current?.focus();
  }, []);
  return (
    <div className={css.panel}>
      <div className={css.about} style={{ padding: "16px 48px 8px 16px" }}>
        <Title order={2} size="h4" ref={title} tabIndex={-1} style={{ outline: "none" }}>
          {t("wsettings.title")}
        </Title>
        <Text size="xs" c="dimmed">
          {t("wsettings.text")}
        </Text>
      </div>
      <div className={css.body}>
        <Stack gap="xl">
          <Editable>
            <Stack gap="xl">
              <Place param="settings.lane">
                <LaneField />
              </Place>
              <ConcurrencyFields />
              <Place param="settings.timezone">
                <ZoneField />
              </Place>
            </Stack>
          </Editable>
          <Allowed to="notices.view">
            <ChangedBy who="notices.edit">
              <NoticesField workflowId={workflowId} />
            </ChangedBy>
          </Allowed>
        </Stack>
      </div>
    </div>
  );
}

function LaneField() {
  const t = useT();
  const lane = useEditor(({ document }) => document.settings.lane ?? "normal");
  const run = useEditor((state) => state.run);
  const { said } = useSettingProblems("settings.lane");
  return (
    <Radio.Group
      label={t("wsettings.lane")}
      description={t("wsettings.lane.help")}
      error={said}
      value={lane}
      onChange={(word) => {
        const chosen = lanes.find((one) => one === word);
        // The usual one is what there is without a word.
        run(setSettings({ lane: chosen === "normal" ? undefined : chosen }));
      }}
    >
      <Stack gap="xs" mt="xs">
        {lanes.map((one) => (
          <Radio
            key={one}
            value={one}
            label={t(`wsettings.lane.${one}`)}
            description={t(`wsettings.lane.${one}.help`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
