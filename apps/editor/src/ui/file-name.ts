/** Longer names are cut by some systems in the middle of a letter: most take 255 bytes, and letters have up to four. */
const LONGEST = 60;
/** Devices, not files, on Windows, whatever ending they have. */
const device = /^(con|prn|aux|nul|(com|lpt)[\d¹²³])(\.|$)/i;

/** The name of a file made of a name that people gave, of signs that every system takes; `usual` where none of them is left. */
export function fileNameOf(name: string, usual: string): string {
  const kept = name
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M} ._-]+/gu, "")
    .replace(/^[ .-]+|[ .]+$/g, "");
  const short = Array.from(kept)
    .slice(0, LONGEST)
    .join("")
    .replace(/[ .]+$/, "");
  if (short === "") return usual;
  return device.test(short) ? `${usual} ${short}` : short;
}
