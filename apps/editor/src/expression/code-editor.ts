import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { Annotation, Compartment, EditorState, Transaction, type Extension } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { completions } from "./completions.js";
import { templateDecorations } from "./decorations.js";
import { editorContext } from "./editor-context.js";

export interface CodeEditorOptions {
  text: string;
  multiline: boolean;
  onChange: (text: string) => void;
  /** What takes the place of all when a text is pasted; undefined: the text goes in where the cursor stands. */
  onPaste: (text: string) => string | undefined;
  /** A path dragged from the data picker and let go over this position. */
  onDrop: (path: string, position: number) => void;
}

/** What the data picker's rows carry while they are dragged. */
export const PATH_TYPE = "application/x-leeway-path";

/** Takes a dragged path; any other dropped text goes in as it is. */
const dropped = (onDrop: CodeEditorOptions["onDrop"]) =>
  EditorView.domEventHandlers({
    dragover: (event) => {
      if (!event.dataTransfer?.types.includes(PATH_TYPE)) return false;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      return true;
    },
    drop: (event, view) => {
      const path = event.dataTransfer?.getData(PATH_TYPE) ?? "";
      if (path === "") return false;
      event.preventDefault();
      const end = view.state.doc.length;
      onDrop(path, view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? end);
      return true;
    },
  });

/** A pasted link becomes what it stands for, instead of whatever stood there. */
const pasted = (onPaste: CodeEditorOptions["onPaste"]) =>
  EditorView.domEventHandlers({
    paste: (event, view) => {
      const insert = onPaste(event.clipboardData?.getData("text/plain") ?? "");
      if (insert === undefined) return false;
      event.preventDefault();
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert },
        selection: { anchor: insert.length },
        userEvent: "input.paste",
      });
      return true;
    },
  });

const fromOutside = Annotation.define<boolean>();

/** Attributes and placeholder, which change with the language and with problems. */
export const looks = new Compartment();
export const looksOf = (attributes: Record<string, string>, hint: string, readOnly: boolean): Extension => [
  EditorState.readOnly.of(readOnly),
  EditorView.contentAttributes.of(attributes),
  hint === "" ? [] : placeholder(hint),
];

/** A field of one line takes no line breaks, pasted ones become spaces. */
const oneLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const text = transaction.newDoc.toString().replace(/\s*\n\s*/g, " ");
  const before = transaction.startState.doc.length;
  return [
    {
      changes: { from: 0, to: before, insert: text },
      selection: { anchor: Math.min(text.length, transaction.newSelection.main.head) },
    },
  ];
});

/** A text editor for one param. Tab moves on to the next field, as in any form. */
export function makeCodeEditor(parent: HTMLElement, options: CodeEditorOptions): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      // What is picked before anybody clicked into the field goes to its end.
      selection: { anchor: options.text.length },
      extensions: [
        editorContext,
        looks.of([]),
        templateDecorations,
        completions,
        dropped(options.onDrop),
        history(),
        keymap.of([
          ...(options.multiline ? [] : [{ key: "Enter", run: () => true }]),
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        options.multiline ? EditorView.lineWrapping : [EditorView.lineWrapping, oneLine],
        EditorView.updateListener.of((update) => {
          const outside = update.transactions.some((one) => one.annotation(fromOutside));
          if (update.docChanged && !outside) options.onChange(update.state.doc.toString());
        }),
        pasted(options.onPaste),
      ],
    }),
  });
}

/** A text that came from elsewhere (undo, a picker) put in without telling back. */
export function replaceText(view: EditorView, text: string): void {
  const current = view.state.doc.toString();
  if (current === text) return;
  view.dispatch({
    changes: { from: 0, to: current.length, insert: text },
    annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
  });
}
