import { useState } from "react";
import { Box, TextInput } from "@mantine/core";
import { rename } from "../document/commands.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import css from "./toolbar.module.css";

/** The workflow's name, written where it stands. Enter keeps it, Escape gives the old one back. */
export function WorkflowName() {
  const t = useT();
  const name = useEditor(({ document }) => document.name);
  const run = useEditor((state) => state.run);
  const readOnly = useEditor((state) => state.readOnly);
  const [draft, setDraft] = useState<string>();
  const keep = () => {
    const next = draft?.trim();
    if (next && next !== name) run(rename(next));
    setDraft(undefined);
  };
  return (
    <Box component="h1" m={0} fz="inherit" className={css.nameBox ?? ""}>
      <TextInput
        aria-label={t("editor.name")}
        data-testid="workflow-name"
        variant="unstyled"
        readOnly={readOnly}
        maxLength={200}
        classNames={{ input: css.name ?? "" }}
        value={draft ?? name}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Escape") setDraft(undefined);
          if (event.key === "Enter") event.currentTarget.blur();
          // What Ctrl+S saves is what stands here.
          if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") keep();
        }}
      />
    </Box>
  );
}
