import { Problem } from "./problem.js";

const named = /;\s*charset\s*=\s*"?([\w:.+-]+)/i;

/**
 * The text of a body in the character set that its content type names, UTF-8 where it names none: older shops send
 * windows-1251, and read as UTF-8 every name in it would be lost.
 * @throws Problem `request.unsupportedType` for a set that nobody knows
 */
export function textOf(bytes: Buffer, contentType: string | undefined): string {
  const charset = named.exec(contentType ?? "")?.[1]?.toLowerCase() ?? "utf-8";
  if (charset === "utf-8" || charset === "utf8") return bytes.toString("utf8");
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    throw new Problem("request.unsupportedType", { type: contentType ?? "" });
  }
}
