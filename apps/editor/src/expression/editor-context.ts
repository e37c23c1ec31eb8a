import { StateEffect, StateField } from "@codemirror/state";
import type { ExpressionScope, Text } from "@leeway/engine";
import type { SourceWords } from "./words.js";

/** What an expression editor knows of the world around it. */
export interface EditorContext {
  words: SourceWords;
  /** For suggestions. */
  scope: ExpressionScope;
  say: (text: Text | undefined) => string;
  /** A value in a few words. */
  glimpse: (value: unknown) => string;
  example: (code: string, result: string) => string;
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
