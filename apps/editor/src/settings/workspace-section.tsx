import { useState } from "react";
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useIntl } from "react-intl";
import type { Me } from "@leeway/api";
import { useUpdateWorkspace } from "../api/account.js";
import { ChangedBy } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { Section } from "./section.js";
import { ZoneSelect } from "./zone-select.js";

/** The workspace's name, and the zone in which its workflows reckon days and hours. */
export function WorkspaceSection({ workspace }: { workspace: Me["workspace"] }) {
  const t = useT();
  const intl = useIntl();
  const update = useUpdateWorkspace();
  const [name, setName] = useState(workspace.name);
  const [timezone, setTimezone] = useState(workspace.timezone);
  const [opened] = useState(() => new Date());
  const own = workspace.timezone;
  const empty = name.trim() === "";
  const same = name.trim() === workspace.name && timezone === workspace.timezone;
  const clock = intl.formatTime(opened, { timeZone: timezone, timeStyle: "short" });
  return (
    <Section title={t("settings.workspace")} text={t("settings.workspace.text")}>
      <ChangedBy who="workspace.edit">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (empty || same) return;
            update.mutate(
              { name: name.trim(), timezone },
              { onSuccess: () => sayDone(t("common.saved")), onError: (error) => sayError(error, t) },
            );
          }}
        >
          <Stack>
            <TextInput
              label={t("common.name")}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={empty && t("field.required")}
              maxLength={100}
            />
            <ZoneSelect
              description={t("settings.timezone.now", { time: clock })}
              value={timezone}
              onChange={setTimezone}
              inUse={[own, Intl.DateTimeFormat().resolvedOptions().timeZone]}
              data-testid="timezone"
            />
            <Group justify="flex-end">
              <Button type="submit" variant="default" disabled={empty || same} loading={update.isPending}>
                {t("common.save")}
              </Button>
            </Group>
          </Stack>
        </form>
      </ChangedBy>
    </Section>
  );
}
