import { Secret, TOTP } from "otpauth";

const PERIOD_S = 30;
/** A clock that goes half a minute wrong, or a code typed slowly, still fits. */
const WINDOW = 1;

/** 160 random bits, as RFC 4226 asks for; in the letters that people can type. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

const totpOf = (secret: string, label = "") =>
  new TOTP({ issuer: "Leeway", label, secret, algorithm: "SHA1", digits: 6, period: PERIOD_S });

/** What an authenticator app reads from the picture: `otpauth://totp/…`. */
export const appAddress = (secret: string, email: string): string => totpOf(secret, email).toString();

/** The time step of RFC 6238 to which a code belongs at this moment (ms); undefined where it belongs to none near it. */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : Math.floor(now / 1_000 / PERIOD_S) + delta;
}

/** What an app shows; anything else that is typed may be a recovery code. */
export const isAppCode = (code: string): boolean => /^\d{6}$/.test(code);
