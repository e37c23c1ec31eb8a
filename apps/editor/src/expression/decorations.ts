import type { EditorState, Extension, Range } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  keymap,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";
import { parseTemplate, tokenize } from "@leeway/engine";
import { editorContext, setContext } from "./editor-context.js";
import { templateRanges } from "./ranges.js";
import { chipsOf, type Chip } from "./words.js";

/** A template in words. A click opens it for editing. */
class ChipWidget extends WidgetType {
  constructor(
    readonly label: string,
    readonly raw: string,
    readonly wrong: boolean,
  ) {
    super();
  }
  override eq(other: ChipWidget): boolean {
    return other.label === this.label && other.raw === this.raw && other.wrong === this.wrong;
  }
  /** A path may be dropped on it; clicks are its own. */
  override ignoreEvent(event: Event): boolean {
    return !event.type.startsWith("drag") && event.type !== "drop";
  }
  override toDOM(view: EditorView): HTMLElement {
    const chip = document.createElement("span");
    chip.className = this.wrong ? "cm-chip cm-wrong" : "cm-chip";
    chip.textContent = this.label;
    chip.title = this.raw;
    chip.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const inside = view.posAtDOM(chip) + this.raw.length - 2;
      const end = this.raw.endsWith(" }}") ? inside - 1 : inside;
      view.dispatch({ selection: { anchor: end } });
      view.focus();
    });
    return chip;
  }
}

const marks = new Map<string, Decoration>();
function markOf(name: string): Decoration {
  const known = marks.get(name) ?? Decoration.mark({ class: `cm-${name}` });
  marks.set(name, known);
  return known;
}

/** Templates and named ids that are shown in words: all but the one in which the cursor stands. */
function shownChips(state: EditorState, focused: boolean): Chip[] {
  const context = state.field(editorContext, false);
  if (!context) return [];
  const touched = ({ from, to }: Chip) =>
    focused && state.selection.ranges.some((range) => range.from < to && range.to > from);
  const text = state.doc.toString();
  const whole = context.chip === undefined || text === "" ? [] : [{ from: 0, to: text.length, label: context.chip }];
  return (whole.length > 0 ? whole : chipsOf(text, context.words)).filter((chip) => !touched(chip));
}

/** Where a fault is underlined: from its position to the end of the word that stands there. */
function faultSpan(text: string, position: number): { from: number; to: number } {
  const from = Math.max(0, Math.min(position, text.length - 1));
  const word = /^[\p{L}\p{N}_$]+/u.exec(text.slice(from))?.[0].length ?? 1;
  return { from, to: Math.min(text.length, from + word) };
}

function decorationsOf(view: EditorView): DecorationSet {
  const text = view.state.doc.toString();
  const chips = shownChips(view.state, view.hasFocus);
  const faults = view.state.field(editorContext, false)?.faults ?? [];
  const wrong = (from: number, to: number) => faults.some((at) => at >= from && at < to);
  const hidden = (from: number) => chips.some((chip) => from >= chip.from && from < chip.to);
  const found: Range<Decoration>[] = chips.map(({ from, to, label }) =>
    Decoration.replace({ widget: new ChipWidget(label, text.slice(from, to), wrong(from, to)) }).range(from, to),
  );
  const open = templateRanges(text).filter(({ from }) => !hidden(from));
  for (const { from, to, closed } of open) {
    found.push(markOf("template").range(from, to));
    const parsed = closed ? parseTemplate(text.slice(from, to)) : undefined;
    if (parsed?.ok === false) {
      const span = faultSpan(text, from + parsed.fault.position);
      if (span.to > span.from) found.push(markOf("fault").range(span.from, span.to));
    }
  }
  for (const at of faults) {
    const span = faultSpan(text, at);
    if (span.to > span.from && !hidden(at)) found.push(markOf("fault").range(span.from, span.to));
  }
  if (open.length > 0)
    for (const { kind, from, to } of tokenize(text))
      if (kind !== "text" && open.some((range) => from >= range.from && to <= range.to))
        found.push(markOf(kind).range(from, to));
  return Decoration.set(found, true);
}

const plugin = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorationsOf(view);
    }
    update(update: ViewUpdate): void {
      const told = update.transactions.some((one) => one.effects.some((effect) => effect.is(setContext)));
      if (update.docChanged || update.selectionSet || update.focusChanged || told)
        this.decorations = decorationsOf(update.view);
    }
  },
  { decorations: (value) => value.decorations },
);

/** Backspace behind a chip and Delete before one take it away as a whole: half a template would mean nothing. */
function removeChip(view: EditorView, forward: boolean): boolean {
  const { main } = view.state.selection;
  if (!main.empty) return false;
  const chip = shownChips(view.state, true).find(({ from, to }) => (forward ? from === main.head : to === main.head));
  if (!chip) return false;
  view.dispatch({
    changes: { from: chip.from, to: chip.to },
    selection: { anchor: chip.from },
    userEvent: forward ? "delete.forward" : "delete.backward",
  });
  return true;
}

/** Colours of expressions, templates in words, and faults underlined. */
export const templateDecorations: Extension = [
  plugin,
  keymap.of([
    { key: "Backspace", run: (view) => removeChip(view, false) },
    { key: "Delete", run: (view) => removeChip(view, true) },
  ]),
];
