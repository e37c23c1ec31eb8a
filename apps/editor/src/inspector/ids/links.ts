import { idsInLink, isLeelooId, isLeelooLink, type IdKind, type LinkedId } from "@leeway/engine";
import type { KnownId } from "../../expression/known-ids.js";

/** What a pasted link of Leeloo gives for a field that wants an id. `others`: what else it holds. */
export type FromLink =
  | { kind: "id"; id: string; others: LinkedId[] }
  /** A chat's link, and nobody knows which of its ids is which. */
  | { kind: "either"; ids: string[] }
  /** A link to something else; `found` is what it leads to, where that is known. */
  | { kind: "wrong"; found: IdKind | undefined; others: LinkedId[] }
  | undefined;

/** What is known of an id from elsewhere: from lists that were shown, from chosen names, from the last run. */
export type KindsOf = (id: string) => readonly IdKind[];

/** Takes the id out of a pasted link; undefined where the text is no link of Leeloo. */
export function idFromLink(text: string, wanted: IdKind | undefined, kindsOf: KindsOf = () => []): FromLink {
  if (wanted === undefined || !isLeelooLink(text)) return undefined;
  const found = idsInLink(text);
  const ids = distinct(found.filter(({ kind }) => kind === wanted));
  const others = found.filter(({ kind }) => kind !== wanted);
  if (ids.length < 2) {
    const [id] = ids;
    return id === undefined ? { kind: "wrong", found: found.at(-1)?.kind, others } : { kind: "id", id, others };
  }
  const id = decided(ids, wanted, others[0]?.kind, kindsOf);
  return id === undefined ? { kind: "either", ids } : { kind: "id", id, others: others.filter((one) => one.id !== id) };
}

/** A chat's link has the person's id and the channel's: what is known of one tells the other. */
function decided(ids: string[], wanted: IdKind, other: IdKind | undefined, kindsOf: KindsOf): string | undefined {
  const known = ids.filter((id) => kindsOf(id).includes(wanted));
  if (known.length > 0 || other === undefined) return known.length === 1 ? known[0] : undefined;
  const left = ids.filter((id) => !kindsOf(id).includes(other));
  return left.length === 1 ? left[0] : undefined;
}

const distinct = (found: readonly LinkedId[]) => [...new Set(found.map(({ id }) => id))];

/** What an id is known as, where that is known and is not what is wanted. */
export function wrongKind(text: string, wanted: IdKind | undefined, known: readonly KnownId[]): KnownId | undefined {
  if (wanted === undefined || !isLeelooId(wanted) || !/^[0-9a-f]{24}$/i.test(text.trim())) return undefined;
  return known.some(({ idKind }) => idKind === wanted) ? undefined : known[0];
}
