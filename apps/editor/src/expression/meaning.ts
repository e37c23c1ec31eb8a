import { idKindWord } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import type { Translate } from "../ui/language.js";
import type { KnownId } from "./known-ids.js";

/** What an id stands for: “channel”, or “channel of Olena” where the data says so. */
export function meaningWords({ idKind, label }: KnownId, t: Translate, locale: Locale): string {
  const kind = idKindWord(idKind, locale);
  return label === undefined ? kind : t("idKind.named", { kind, label });
}
