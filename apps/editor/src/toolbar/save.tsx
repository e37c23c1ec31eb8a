import { Button, Text, Tooltip } from "@mantine/core";
import {
  IconCheck,
  IconCloudUpload,
  IconDeviceFloppy,
  IconPencil,
  IconPlugConnectedX,
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
  unsaved: { icon: IconPencil, word: "editor.unsaved" },
  failed: { icon: IconPlugConnectedX, word: "editor.saveFailed", help: "editor.saveFailed.text" },
  conflict: { icon: IconPlugConnectedX, word: "editor.saveFailed", help: "editor.conflict.text" },
};

/** Whether the server has what is on the screen. */
export function SaveWord() {
  const t = useT();
  const state = useEditor(({ saveState }) => saveState);
  const { icon: Sign, word, help } = looks[state];
  return (
    <Tooltip label={help ? t(help) : t(word)} disabled={!help}>
      <Text component="span" size="sm" className={css.saved} data-state={state} data-testid="save-state" role="status">
        <Sign size={16} aria-hidden />
        <span>{t(word)}</span>
      </Text>
    </Tooltip>
  );
}

/** Drafts save themselves; the button is for those who like to be sure. */
export function SaveButton() {
  const t = useT();
  const state = useEditor(({ saveState }) => saveState);
  return (
    <Tooltip label={`${t("editor.saveNow")} · Ctrl+S`} openDelay={400}>
      <Button
        variant="default"
        size="sm"
        data-testid="toolbar-save"
        leftSection={<IconDeviceFloppy size={16} aria-hidden />}
        loading={state === "saving"}
        onClick={() => void saveDraft().catch((error: unknown) => state !== "conflict" && sayError(error, t))}
      >
        {t("common.save")}
      </Button>
    </Tooltip>
  );
}
