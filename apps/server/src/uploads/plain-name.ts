const LONGEST_NAME = 200;
const characters = new Intl.Segmenter();

/**
 * The last part of what the sender calls a file, without characters that steer what shows it, and no longer than 200: cut
 * between characters as people see them, of which an emoji is one.
 */
export function plainName(name: string): string {
  const last = (name.split(/[/\\]/).at(-1) ?? "").replace(/[\p{Cc}\p{Bidi_Control}]/gu, "").trim();
  if (last === "" || /^\.+$/.test(last)) return "file";
  // Beyond that nothing of it is kept anyway: only so much is looked at.
  const start = last.slice(0, 2 * LONGEST_NAME).toWellFormed();
  let kept = "";
  for (const { segment } of characters.segment(start)) {
    if (kept.length + segment.length > LONGEST_NAME) break;
    kept += segment;
  }
  return kept === "" ? "file" : kept;
}

/** A media type as it may be told to others; nothing that a sender writes beside it. */
export const plainType = (type: string): string =>
  /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type) ? type : "application/octet-stream";

/** How a download is named: everything but letters, digits and `-_.!~` by their bytes (RFC 8187), so that no name ends the header. */
export const attachmentOf = (name: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)}`;
