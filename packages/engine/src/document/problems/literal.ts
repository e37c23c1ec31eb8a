import type { ParamDefinition } from "../../definition.js";
import type { Json } from "../../json.js";
import { isEntry } from "../../params/entries.js";
import { readKind, textOf } from "../../params/kinds.js";
import type { Say } from "./report.js";

/** What is taken as it is written has to be right as it is written. */
export function checkLiteral(
  param: ParamDefinition,
  raw: Json,
  at: { nodeId: string; param: string },
  { say, zone }: { say: Say; zone: string },
): void {
  const read = readKind(param, raw, zone);
  if (!read.ok) return say(read.refusal.code, at, read.refusal.values);
  const { entries, maxItems } = param;
  if (!entries) return;
  if (!Array.isArray(raw)) return say("param.type", at, { value: textOf(raw).slice(0, 200), expected: param.kind });
  if (maxItems !== undefined && raw.length > maxItems) say("param.tooMany", at, { count: raw.length, limit: maxItems });
  raw.forEach((entry, index) => {
    if (typeof entry === "string" && isEntry(entries, entry)) return;
    const values = { value: textOf(entry).slice(0, 200), expected: entries };
    say("param.format", { ...at, param: `${at.param}[${index}]` }, values);
  });
}
