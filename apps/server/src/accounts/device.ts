import type { SessionDto } from "@leeway/api";
import Bowser from "bowser";
import type { FastifyRequest } from "fastify";

/** Where a request comes from, as far as it says. */
export interface Device {
  address: string;
  /** What the browser says of itself; null for a program that says nothing. */
  userAgent: string | null;
}

/** A browser says less; who says more may only want to fill the disk. */
const LONGEST = 300;

export const deviceOf = ({ ip, headers }: FastifyRequest): Device => ({
  address: ip,
  userAgent: headers["user-agent"]?.slice(0, LONGEST) ?? null,
});

/** What one recognises one's own devices by: names that are the same in every language, null where nobody knows. */
export function deviceWords(userAgent: string | null): Pick<SessionDto, "browser" | "system" | "mobile"> {
  if (!userAgent) return { browser: null, system: null, mobile: false };
  const { browser, os, platform } = Bowser.parse(userAgent);
  const mobile = platform.type === "mobile" || platform.type === "tablet";
  return { browser: browser.name || null, system: os.name || null, mobile };
}

/** The same in a line; null where nobody knows. */
export function deviceName(userAgent: string | null): string | null {
  const { browser, system } = deviceWords(userAgent);
  return [browser, system].filter(Boolean).join(", ") || null;
}
