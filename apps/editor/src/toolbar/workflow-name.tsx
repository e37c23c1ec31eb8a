import { useState } from "react";
import { TextInput } from "@mantine/core";
import { rename } from "../document/commands.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import css from "./toolbar.module.css";

/** The workflow's name, written where it stands. Enter keeps it, Escape gives the old one back. */
export function WorkflowName() {
  const t = useT();
  const name = useEditor(({ document }) => document.name);
  const run = useEditor((state) => state.run);
  const [draft, setDraft] = useState<string>();
  const keep = () => {
    const next = draft?.trim();
    if (next && next !== name) run(rename(next));
    setDraft(undefined);
  };
  return (
    <TextInput
      aria-label={t("editor.name")}
      data-testid="workflow-name"
      variant="unstyled"
      className={css.nameBox ?? ""}
      maxLength={200}
      classNames={{ input: css.name ?? "" }}
      value={draft ?? name}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Escape") setDraft(undefined);
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
}
