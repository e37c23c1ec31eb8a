import { Button, Tooltip } from "@mantine/core";
import {
  IconCheck,
  IconCloudUpload,
  IconDeviceFloppy,
  IconPlugConnectedX,
  IconUsersGroup,
  type Icon,
} from "@tabler/icons-react";
import { saveDraft } from "../document/saving.js";
import { useEditor, type SaveState as State } from "../document/store.js";
import type { MessageId } from "../messages/catalogue.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import css from "./toolbar.module.css";

const looks: Record<State, { icon: Icon; word: MessageId; help?: MessageId }> = {
  saved: { icon: IconCheck, word: "editor.saved" },
  saving: { icon: IconCloudUpload, word: "editor.saving" },
  unsaved: { icon: IconDeviceFloppy, word: "editor.unsaved" },
  failed: { icon: IconPlugConnectedX, word: "editor.saveFailed", help: "editor.saveFailed.text" },
  conflict: { icon: IconUsersGroup, word: "editor.unsaved", help: "editor.conflict.text" },
};

/** Whether the server has what is on the screen. Drafts save themselves; a press saves at once. */
export function SaveButton() {
  const t = useT();
  const state = useEditor(({ saveState }) => saveState);
  const full = useEditor(({ hold }) => hold === "diskFull");
  const { icon: Sign, word, help: usual } = looks[state];
  const help = state === "failed" && full ? "hold.diskFull" : usual;
  const bad = state === "failed" || state === "conflict";
  return (
    <Tooltip label={help ? t(help) : `${t("editor.saveNow")} · Ctrl+S`} openDelay={help ? 0 : 400} multiline maw={320}>
      <Button
        variant="subtle"
        color={bad ? "red" : "gray"}
        size="sm"
        px={10}
        data-testid="toolbar-save"
        data-state={state}
        aria-label={`${t("common.save")}. ${t(word)}`}
        leftSection={<Sign size={18} aria-hidden />}
        classNames={{ root: css.folding ?? "", section: css.foldingSign ?? "", label: css.foldingWord ?? "" }}
        onClick={() => void saveDraft().catch((error: unknown) => state !== "conflict" && sayError(error, t))}
      >
        <span role="status" data-testid="save-state" data-state={state}>
          {t(word)}
        </span>
      </Button>
    </Tooltip>
  );
}
