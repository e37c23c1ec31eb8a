import { createHash, randomBytes } from "node:crypto";

/** 256 bits that nobody guesses. */
export const randomToken = () => randomBytes(32).toString("base64url");

/**
 * What is kept of a session or an API key. A plain hash is enough: there is no dictionary of 256-bit values, and who
 * reads the database still cannot sign in.
 */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");
