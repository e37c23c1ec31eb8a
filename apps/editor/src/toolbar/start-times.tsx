import { Stack, Text } from "@mantine/core";
import { rulesOf } from "@leeway/engine";
import { useMe } from "../api/account.js";
import { useSchedules } from "../api/schedules.js";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { useEditor } from "../document/store.js";
import { NextFires } from "../schedule/next-fires.js";
import { SCHEDULE_TRIGGER } from "../schedule/schedule-state.js";
import { useLanguage, useT } from "../ui/language.js";

const SHOWN = 5;

/** When the draft would start by itself once it is live; nothing without a schedule. */
export function StartTimes({ workflowId }: { workflowId: string }) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const document = useEditor((state) => state.document);
  const published = useEditor(({ workflow }) => workflow?.published != null);
  const shared = useMe().data?.workspace.timezone ?? "UTC";
  const triggers = document.nodes.filter(({ type, disabled }) => type === SCHEDULE_TRIGGER && disabled !== true);
  const schedules = useSchedules(workflowId, published && triggers.length > 0).data;
  if (triggers.length === 0) return null;
  return (
    <Stack gap="xs" component="section" data-testid="publish-schedule">
      {triggers.map((node) => (
        <div key={node.id}>
          {schedules?.some(({ nodeId, paused }) => nodeId === node.id && paused) && (
            <Text size="sm" mb={4}>
              {t("schedule.paused")}
            </Text>
          )}
          <NextFires
            rules={rulesOf(node.params["rules"])}
            timezone={document.settings.timezone ?? shared}
            count={SHOWN}
            of={nameOf(node, catalogue, locale)}
          />
        </div>
      ))}
    </Stack>
  );
}
