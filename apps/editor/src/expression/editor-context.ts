import { StateEffect, StateField } from "@codemirror/state";
import type { CompletionItem, ExpressionScope, Text } from "@leeway/engine";
import type { Glimpse } from "./glimpse.js";
import type { SourceWords } from "./words.js";

/** What an expression editor knows of the world around it. */
export interface EditorContext {
  words: SourceWords;
  /** Offsets of what is known to be wrong besides the writing, e.g. a step that does not exist. */
  faults: readonly number[];
  /** For suggestions. */
  scope: ExpressionScope;
  say: (text: Text | undefined) => string;
  glimpse: Glimpse;
  example: (code: string, result: string) => string;
  /** What people call a name that an expression uses, where that is a step's or a place's. */
  nameOf: (item: CompletionItem) => string | undefined;
  /** Of what the value at a path is the id, in words; undefined where it is none. */
  meaningOf: (path: string) => string | undefined;
  /** What the whole text is called. */
  chip: string | undefined;
}

export const setContext = StateEffect.define<EditorContext>();

export const editorContext = StateField.define<EditorContext | undefined>({
  create: () => undefined,
  update: (value, transaction) =>
    transaction.effects.reduce<EditorContext | undefined>(
      (found, effect) => (effect.is(setContext) ? effect.value : found),
      value,
    ),
});
