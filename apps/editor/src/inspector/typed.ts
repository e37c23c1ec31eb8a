import { useState } from "react";
import type { Json } from "@leeway/engine";
import { shownJson, typedJson } from "./json-text.js";

const same = (a: Json | undefined, b: Json | undefined) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The text of a field whose value is no text: as it was typed (`20.0`, half a list) while that means what the document
 * holds, else as the document's value is written.
 */
export function useTyped(
  value: Json | undefined,
  shown: (value: Json | undefined) => string,
  read: (text: string) => Json | undefined,
): [text: string, type: (text: string) => Json | undefined] {
  const [typed, setTyped] = useState<string>();
  const text = typed !== undefined && same(read(typed), value) ? typed : shown(value);
  return [
    text,
    (next) => {
      setTyped(next);
      return read(next);
    },
  ];
}

/** Rows that people edit, kept as they are while they mean what the document holds: a row without a name is no entry yet. */
export function useRows<Row>(
  value: Json | undefined,
  toRows: (value: Json | undefined) => Row[],
  fromRows: (rows: readonly Row[]) => Json | undefined,
  onChange: (value: Json | undefined) => void,
): [rows: readonly Row[], change: (rows: readonly Row[]) => void] {
  const [draft, setDraft] = useState<readonly Row[]>();
  const rows = draft !== undefined && same(fromRows(draft), value) ? draft : toRows(value);
  return [
    rows,
    (next) => {
      setDraft(next);
      onChange(fromRows(next));
    },
  ];
}

/** A value in a field for text. */
export function shownText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
/** An empty field holds nothing. */
export const readText = (text: string): Json | undefined => (text === "" ? undefined : text);

const plain = /^[+-]?(\d+\.?\d*|\.\d+)$/;
/** A number where it is one and loses no digit; else the text, for a template or a mistake that is told below. */
export function readNumber(text: string): Json | undefined {
  const bare = text.trim();
  if (bare === "") return undefined;
  return plain.test(bare) && isExact(bare) ? Number(bare) : text;
}

/** Long order numbers and ids would be rounded: as text they stay what they are. */
const isExact = (text: string) => text.replace(/\D/g, "").replace(/^0+/, "").length <= 15;

/** A value of any kind: JSON keeps its kind, everything else is text. */
export function readAny(text: string): Json | undefined {
  const { value } = typedJson(text);
  return typeof value === "number" && !isExact(text) ? text.trim() : value;
}
export const shownAny = (value: Json | undefined): string =>
  typeof value === "string" && plain.test(value.trim()) && !isExact(value) ? value : shownJson(value);
