import { sayRules } from "../schedule/words.js";
import type { Translate } from "../ui/language.js";
import type { Part } from "./line-parts.js";

/** Pieces of a step's line that are words of the language, wherever the line is shown. */
export function partWords(part: Exclude<Part, { kind: "source" | "missing" }>, t: Translate): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "or":
      return ` ${t("canvas.or")} `;
    case "yes":
      return t("value.yes");
    case "no":
      return t("value.no");
    case "op":
      return t(`op.${part.op}`);
    case "more":
      return t("canvas.more", { count: part.count });
    case "entries":
      return t("canvas.entries", { count: part.count });
    case "schedule":
      return sayRules(part.rules, t);
  }
}
