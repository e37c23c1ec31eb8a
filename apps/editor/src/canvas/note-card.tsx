import { memo, useEffect, useRef, useState } from "react";
import type { NodeProps } from "@xyflow/react";
import { ActionIcon, Textarea } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { removeNotes, writeNote } from "../document/notes.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import css from "./note.module.css";

/** A remark on the canvas. Double click or Enter writes in it. */
export const NoteCard = memo(function NoteCard({ id, selected }: NodeProps) {
  const t = useT();
  const text = useEditor(({ document }) => document.notes.find((note) => note.id === id)?.text ?? "");
  const run = useEditor((state) => state.run);
  const [writing, setWriting] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (writing) field.current?.focus();
  }, [writing]);
  // A fresh note is there to be written in.
  useEffect(() => {
    if (selected && text === "") setWriting(true);
    if (!selected) setWriting(false);
    // Only a change of selection decides: emptying a note while writing must not.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected]);
  return (
    <div
      className={css.note}
      data-selected={selected || undefined}
      data-testid={`note-${id}`}
      onDoubleClick={() => setWriting(true)}
    >
      {writing ? (
        <Textarea
          ref={field}
          className="nodrag nopan nowheel"
          aria-label={t("canvas.note.edit")}
          placeholder={t("canvas.note.placeholder")}
          variant="unstyled"
          autosize
          minRows={2}
          maxRows={16}
          maxLength={10_000}
          classNames={{ input: css.field ?? "" }}
          value={text}
          onChange={(event) => run(writeNote(id, event.currentTarget.value), `note ${id}`)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key !== "Escape") return;
            setWriting(false);
            event.currentTarget.closest<HTMLElement>(".react-flow__node")?.focus();
          }}
        />
      ) : (
        <p className={css.text} id={`line-${id}`}>
          {text || t("canvas.note.placeholder")}
        </p>
      )}
      {selected && (
        <ActionIcon
          className={`${css.delete} nodrag`}
          variant="default"
          size="sm"
          aria-label={t("canvas.note.delete")}
          onClick={() => run(removeNotes(new Set([id])))}
        >
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
});
