import { idsInLink, isLeelooLink, type IdKind } from "@leeway/engine";

/** What a pasted link of Leeloo gives for a field that wants an id. */
export type FromLink =
  | { kind: "id"; id: string }
  /** The link carries several ids and does not say which is which. */
  | { kind: "either"; ids: string[] }
  /** A link to something else; `found` is what it leads to, where that is known. */
  | { kind: "wrong"; found: IdKind | undefined }
  | undefined;

/** Takes the id out of a pasted link; undefined where the text is no link of Leeloo. */
export function idFromLink(text: string, wanted: IdKind | undefined): FromLink {
  if (wanted === undefined || !isLeelooLink(text)) return undefined;
  const found = idsInLink(text);
  const ids = [...new Set(found.filter(({ kind }) => kind === wanted).map(({ id }) => id))];
  if (ids.length > 1) return { kind: "either", ids };
  return ids[0] === undefined ? { kind: "wrong", found: found.at(-1)?.kind } : { kind: "id", id: ids[0] };
}
