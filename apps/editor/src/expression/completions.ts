import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { Prec, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { complete, functionTable, type CompletionItem } from "@leeway/engine";
import { editorContext, type EditorContext } from "./editor-context.js";
import { rangeAround } from "./ranges.js";
import { typedOver } from "./type-over.js";

/** What could stand at the cursor, with the value it has now. The engine has found, fitted and sorted it already. */
function suggestions(context: CompletionContext): CompletionResult | null {
  const known = context.state.field(editorContext, false);
  if (!known) return null;
  const { from, to, items } = complete(context.state.doc.toString(), context.pos, known.scope);
  if (items.length === 0) return null;
  const before = context.state.sliceDoc(0, from);
  return { from, to, filter: false, options: items.map((item) => option(item, known, before)) };
}

function option(item: CompletionItem, known: EditorContext, before: string): Completion {
  const { label, kind, insert } = item;
  return {
    label,
    type: kind === "name" ? "variable" : kind,
    detail: detailOf(item, known, before),
    apply: (view, _completion, from, to) => take(view, insert, from, to),
    ...(kind === "function" && { info: () => infoOf(item, known) }),
  };
}

const pathBefore = /(?:steps|trigger)(?:\??\.?\[[^\]]*\]|\??\.[\p{L}\p{M}\p{N}_$]+)*\??\.$/u;

/** Steps are told by their names: their values are whole answers. Ids are told by what they are the ids of. */
function detailOf(item: CompletionItem, known: EditorContext, before: string): string {
  const name = known.nameOf(item);
  if (name !== undefined) return name;
  const path = item.kind === "property" ? pathBefore.exec(before)?.[0] : undefined;
  const meaning = path === undefined ? undefined : known.meaningOf(path + item.label);
  return meaning ?? (item.preview === undefined ? "" : known.glimpse(item.preview, "outline").slice(0, 48));
}

function take(view: EditorView, insert: string, from: number, to: number): void {
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

/** What a function does, with an example. */
function infoOf({ label, about }: CompletionItem, known: EditorContext): HTMLElement {
  const box = document.createElement("div");
  box.textContent = known.say(about);
  const found = functionTable.find(({ name }) => name === label);
  if (found) {
    const example = document.createElement("code");
    const result = typeof found.exampleResult === "string" ? found.exampleResult : JSON.stringify(found.exampleResult);
    example.textContent = known.example(found.example, result);
    box.append(example);
  }
  return box;
}

/** Two braces typed become a pair with room inside, and the suggestions open. Pasted ones stay as they are. */
const pairBraces = EditorView.inputHandler.of((view, from, to, text) => {
  const { doc } = view.state;
  if (text !== "{" || from !== to || doc.sliceString(from - 1, from) !== "{") return false;
  const whole = doc.toString();
  if (doc.sliceString(from - 2, from - 1) === "{" || rangeAround(whole, from) !== undefined) return false;
  const closed = doc.sliceString(from, from + 1) === "}";
  view.dispatch({
    changes: { from, to, insert: closed ? "{  }" : "{  }}" },
    selection: { anchor: from + 2 },
    userEvent: "input.type",
  });
  startCompletion(view);
  return true;
});

/** Braces and the space that the pair brought are typed over. */
const typeOver = EditorView.inputHandler.of((view, from, to, text) => {
  const over = from === to ? typedOver(view.state.doc.toString(), from, text) : undefined;
  if (!over) return false;
  view.dispatch({
    ...(over.remove && { changes: over.remove }),
    selection: { anchor: over.cursor },
    userEvent: "input.type",
  });
  return true;
});

/** Closes the list. One that is only being made takes no key: who has just written a letter means the field. */
function closeSeen(view: EditorView): boolean {
  const seen = view.dom.querySelector(".cm-tooltip-autocomplete") !== null;
  closeCompletion(view);
  return seen;
}

/** Suggestions while one types, and on Ctrl+Space. Tab takes one where the list is open, else goes to the next field. */
export const completions: Extension = [
  // Before the list's own keys.
  Prec.highest(keymap.of([{ key: "Escape", run: closeSeen }])),
  autocompletion({
    override: [suggestions],
    icons: false,
    activateOnTyping: true,
    activateOnTypingDelay: 50,
    maxRenderedOptions: 60,
    closeOnBlur: true,
  }),
  Prec.highest(keymap.of([{ key: "Tab", run: acceptCompletion }])),
  typeOver,
  pairBraces,
];
