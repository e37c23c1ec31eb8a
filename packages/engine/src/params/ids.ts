import type { IdKind } from "../definition.js";

/** An id found in a link, and what kind of thing it names. */
export interface LinkedId {
  kind: IdKind;
  id: string;
}

const hex = "([0-9a-f]{24})(?![0-9a-z])";
/** Where ids stand in links of app.leeloo.ai, in the order of the pattern's groups; longer patterns first. */
const places: readonly { pattern: RegExp; kinds: readonly IdKind[] }[] = [
  { pattern: new RegExp(`/campaigns-templates/${hex}/templates/creator/${hex}`), kinds: ["category", "template"] },
  { pattern: new RegExp(`/campaigns-templates/${hex}`), kinds: ["category"] },
  { pattern: new RegExp(`/campaigns-offers/${hex}`), kinds: ["offer"] },
  { pattern: new RegExp(`/payments/credits/payment-credit/[\\w-]+/${hex}`), kinds: ["paymentCredits"] },
  { pattern: new RegExp(`/settings/company/users/user/${hex}`), kinds: ["user"] },
  { pattern: new RegExp(`/tunnels/${hex}/tree/${hex}`), kinds: ["tunnel", "tunnelBlock"] },
  { pattern: new RegExp(`/tunnels/${hex}`), kinds: ["tunnel"] },
];
const chat = new RegExp(`/chats/[\\w-]+/${hex}/${hex}`);
const host = /^(?:(?:https?:)?\/\/)?(?:[\w-]+\.)*leeloo\.ai(?::\d+)?(?=[/?#]|$)/;

/**
 * The path of a link into Leeloo, however people spell and copy it: without a scheme, in upper case, in quotes, with
 * spaces around it or words behind it. Undefined for every other text.
 */
function pathIn(text: string): string | undefined {
  const bare = text.replace(/[\u200b-\u200d\ufeff]/g, "").trim();
  const [address = ""] = bare.replace(/^["'«“<(]+/, "").split(/[\s"'»”>)]/);
  const lower = address.toLowerCase();
  const found = host.exec(lower);
  if (!found) return undefined;
  // A path may stand behind the hash, as in older links of such apps; what is behind `?` is no place.
  const path = lower.slice(found[0].length).replace(/^\/*#!?(?=\/)/, "");
  return (path.split(/[?#]/)[0] ?? "").replace(/\/{2,}/g, "/");
}

/** Kinds whose ids are Leeloo's own: 24 hexadecimal characters. */
export const isLeelooId = (kind: IdKind): boolean => kind !== "workflow";

/** Whether a text is a link into Leeloo. */
export const isLeelooLink = (text: string): boolean => pathIn(text) !== undefined;

/**
 * The ids that a link into Leeloo carries. A link to a chat carries two, and Leeloo's reference does not say which one is
 * the channel and which the person: each comes once as either, for a person to choose.
 */
export function idsInLink(text: string): LinkedId[] {
  const path = pathIn(text);
  if (path === undefined) return [];
  const ids = chat.exec(path)?.slice(1);
  if (ids)
    return ids.flatMap((id): LinkedId[] => [
      { kind: "account", id },
      { kind: "person", id },
    ]);
  for (const { pattern, kinds } of places) {
    const found = pattern.exec(path);
    if (found) return kinds.map((kind, index) => ({ kind, id: found[index + 1] ?? "" }));
  }
  return [];
}

export type IdReading = { ok: true; id: string } | { ok: false; values: Record<string, string> };

/** An id as it is, or the right part of a pasted link; what it says instead when it is another kind of thing. */
export function readId(text: string, kind: IdKind | undefined): IdReading {
  const value = text.trim();
  if (kind === undefined || !isLeelooId(kind)) return { ok: true, id: value };
  if (/^[0-9a-fA-F]{24}$/.test(value)) return { ok: true, id: value };
  const refused = { expected: "id", idKind: kind, value: value.slice(0, 200) };
  const found = idsInLink(value);
  const right = found.filter((one) => one.kind === kind);
  if (right.length === 1 && right[0]) return { ok: true, id: right[0].id };
  if (right.length > 1)
    return { ok: false, values: { ...refused, found: "chat", ids: right.map(({ id }) => id).join(", ") } };
  // The last id is what the link leads to.
  const last = found.at(-1)?.kind;
  return { ok: false, values: last || isLeelooLink(value) ? { ...refused, found: last ?? "link" } : refused };
}
