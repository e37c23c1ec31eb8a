import { createHash } from "node:crypto";

/** Tells whether two texts are the same without keeping either. */
export const fingerprint = (text: string): string => createHash("sha256").update(text).digest("base64url");
