import { createHash, timingSafeEqual } from "node:crypto";

const digest = (value: string | Buffer) => createHash("sha256").update(value).digest();

/** Whether two secrets are the same, in a time that tells nothing of either, their lengths included. */
export const same = (a: string | Buffer, b: string | Buffer): boolean => timingSafeEqual(digest(a), digest(b));
