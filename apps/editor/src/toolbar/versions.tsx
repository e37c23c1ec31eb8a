import { Badge, Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { restoreVersion, useVersions } from "../api/workflows.js";
import { saveDraft } from "../document/saving.js";
import { useEditor } from "../document/store.js";
import { confirmLoss } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayDone, sayError } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";

/** What was published when, and the way back to it. */
export function Versions({ workflowId, onClose }: { workflowId: string; onClose: () => void }) {
  const t = useT();
  const versions = useVersions(workflowId, true);
  const restore = async (version: number) => {
    try {
      await saveDraft();
      useEditor.getState().open(await restoreVersion(workflowId, version));
      sayDone(t("editor.versions.restored", { version }));
      onClose();
    } catch (error) {
      sayError(error, t);
    }
  };
  const ask = (version: number) =>
    confirmLoss(
      t,
      t("editor.versions.restore.title", { version }),
      t("editor.versions.restore.text", { version }),
      () => void restore(version),
      t("editor.versions.restore"),
    );
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={t("editor.versions")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t("editor.versions.text")}
        </Text>
        {versions.isPending && <Waiting rows={2} />}
        {versions.error && <Failed error={versions.error} again={() => void versions.refetch()} />}
        {versions.data?.items.length === 0 && <Text size="sm">{t("editor.versions.none")}</Text>}
        {versions.data?.items.map(({ version, publishedAt, publishedBy, current }) => (
          <Group key={version} justify="space-between" wrap="nowrap">
            <div>
              <Group gap="xs">
                <Text size="sm" fw={600}>
                  {t("editor.versions.name", { version })}
                </Text>
                {current && (
                  <Badge
                    size="sm"
                    color="teal"
                    variant="light"
                    tt="none"
                    styles={{ label: { color: "var(--mantine-color-text)" } }}
                  >
                    {t("editor.versions.live")}
                  </Badge>
                )}
              </Group>
              <Text size="sm" c="dimmed">
                <Moment at={publishedAt} />
                {publishedBy ? ` · ${publishedBy}` : ""}
              </Text>
            </div>
            <Button size="xs" variant="default" onClick={() => ask(version)}>
              {t("editor.versions.restore")}
            </Button>
          </Group>
        ))}
      </Stack>
    </Drawer>
  );
}
