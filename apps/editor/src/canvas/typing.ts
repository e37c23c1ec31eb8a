const fields =
  "input, textarea, select, [contenteditable=true], .cm-editor, [role=dialog], [role=alertdialog] *, [role=menu]";

/** Whether keys belong to a field, a menu or a dialog and not to the canvas. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(fields) !== null;
