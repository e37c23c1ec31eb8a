import type { MessageId } from "../messages/catalogue.js";
import type { Translate } from "../ui/language.js";
import type { KnownId } from "./known-ids.js";

/** What an id stands for: “channel”, or “channel of Olena” where the data says so. */
export function meaningWords({ idKind, label }: KnownId, t: Translate): string {
  const kind = t(`idKind.${idKind}` as MessageId);
  return label === undefined ? kind : t("idKind.named", { kind, label });
}
