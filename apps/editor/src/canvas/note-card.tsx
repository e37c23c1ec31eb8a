import { memo, useEffect, useRef, useState } from "react";
import { NodeResizer, type NodeProps } from "@xyflow/react";
import { ActionIcon, Textarea } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { WorkflowNote } from "@leeway/engine";
import {
  colorNote,
  colorOf,
  noteColors,
  removeNotes,
  resizeNotes,
  SMALLEST_NOTE,
  writeNote,
} from "../document/notes.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import css from "./note.module.css";

/** A remark on the canvas. Double click or Enter writes in it. */
export const NoteCard = memo(function NoteCard({ id, selected }: NodeProps) {
  const t = useT();
  const note = useEditor(({ document }) => document.notes.find((one) => one.id === id));
  const text = note?.text ?? "";
  const run = useEditor((state) => state.run);
  // Among many that are chosen, none is worked on.
  const alone = useEditor(
    (state) => selected && !state.readOnly && state.selectedNodes.size + state.selectedNotes.size === 1,
  );
  const readOnly = useEditor((state) => state.readOnly);
  const [writing, setWriting] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (writing) field.current?.focus();
  }, [writing]);
  // A fresh note is there to be written in.
  useEffect(() => {
    if (selected && text === "" && !readOnly) setWriting(true);
    if (!selected) setWriting(false);
    // Only a change of selection decides: emptying a note while writing must not.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected]);
  return (
    <div
      className={css.note}
      data-selected={selected || undefined}
      data-color={note && colorOf(note)}
      data-testid={`note-${id}`}
      onDoubleClick={() => setWriting(!readOnly)}
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
      <NodeResizer
        isVisible={alone}
        minWidth={SMALLEST_NOTE.width}
        minHeight={SMALLEST_NOTE.height}
        lineClassName={css.edge ?? ""}
        handleClassName={css.corner ?? ""}
        onResizeEnd={(_event, box) => run(resizeNotes(new Map([[id, box]])))}
      />
      {alone && note && <Tools note={note} />}
    </div>
  );
});

/** Colours and the bin, above the note that is chosen. */
function Tools({ note }: { note: WorkflowNote }) {
  const t = useT();
  const run = useEditor((state) => state.run);
  const now = colorOf(note);
  return (
    <div className={`${css.tools} nodrag nopan`} role="group" aria-label={t("canvas.note.looks")}>
      {noteColors.map((color) => (
        <button
          key={color}
          type="button"
          className={css.swatch}
          data-color={color}
          data-testid={`note-color-${color}`}
          aria-pressed={color === now}
          aria-label={t(`canvas.note.${color}`)}
          title={t(`canvas.note.${color}`)}
          onClick={() => run(colorNote(note.id, color))}
        />
      ))}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t("canvas.note.delete")}
        onClick={() => run(removeNotes(new Set([note.id])))}
      >
        <IconTrash size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}
