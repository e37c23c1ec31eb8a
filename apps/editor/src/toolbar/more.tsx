import { ActionIcon, Menu } from "@mantine/core";
import {
  IconCopy,
  IconDots,
  IconDownload,
  IconHistory,
  IconKeyboard,
  IconPlayerStop,
  IconRoute,
  IconSettings,
} from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import { useCreateWorkflow } from "../api/workflows.js";
import { useEditor } from "../document/store.js";
import { useGoingLive } from "../going-live/going-live-open.js";
import { useSettingsOpen } from "../workflow-settings/settings-open.js";
import { Allowed } from "../ui/allowed.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { askStop } from "./ask-stop.js";
import { downloadDraft } from "./download.js";
import { stopPublished } from "./publishing.js";

/** What is needed now and then: a copy, a file, older versions, the keys, stopping. */
export function More({ workflowId, onKeys }: { workflowId: string; onKeys: () => void }) {
  const t = useT();
  const name = useEditor(({ document }) => document.name);
  const live = useEditor(({ workflow }) => workflow?.published != null);
  const goLive = useGoingLive((state) => state.open);
  const settings = useSettingsOpen((state) => state.open);
  const create = useCreateWorkflow();
  const may = useMay();
  const navigate = useNavigate();
  const copy = async () => {
    try {
      const { document } = useEditor.getState();
      const made = await create.mutateAsync({ ...document, name: t("editor.conflict.copy", { name }).slice(0, 200) });
      void navigate(`/workflows/${made.id}`);
    } catch (error) {
      sayError(error, t);
    }
  };
  const stop = async () => {
    try {
      await stopPublished();
      sayDone(t("editor.unpublish.done", { name }));
    } catch (error) {
      sayError(error, t);
    }
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t("editor.more")} data-testid="toolbar-more">
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconSettings size={16} aria-hidden />}
          data-testid="toolbar-settings"
          onClick={() => settings(workflowId)}
        >
          {t("wsettings.title")}
        </Menu.Item>
        <Allowed to="workflows.edit">
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copy()}>
            {t("editor.duplicate")}
          </Menu.Item>
        </Allowed>
        <Menu.Item
          leftSection={<IconDownload size={16} aria-hidden />}
          data-testid="toolbar-export"
          onClick={() => downloadDraft()}
        >
          {t("editor.export")}
        </Menu.Item>
        <Allowed to="credentials.edit">
          <Menu.Item
            leftSection={<IconRoute size={16} aria-hidden />}
            data-testid="toolbar-go-live"
            onClick={() => goLive(workflowId)}
          >
            {t("live.open")}
          </Menu.Item>
        </Allowed>
        <Menu.Item
          component={Link}
          to={`/workflows/${workflowId}/versions`}
          leftSection={<IconHistory size={16} aria-hidden />}
          data-testid="toolbar-versions"
        >
          {t("editor.versions")}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} rightSection="?" onClick={onKeys}>
          {t("canvas.keys")}
        </Menu.Item>
        {live && may("workflows.publish") && (
          <>
            <Menu.Divider />
            <Menu.Item
              c="var(--mantine-color-error)"
              leftSection={<IconPlayerStop size={16} aria-hidden />}
              data-testid="toolbar-unpublish"
              onClick={() => askStop(t, { workflowId, name, onYes: () => void stop() })}
            >
              {t("editor.unpublish")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
