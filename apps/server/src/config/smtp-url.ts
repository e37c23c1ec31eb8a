import { z } from "zod";

type Security = "tls" | "starttls" | "none";

/**
 * `smtps://user:password@host:465` encrypts from the first byte, `smtp://…:587` by STARTTLS before anything is said, and
 * `smtp://…?security=none` not at all. User and password are percent-encoded, and may be left out.
 */
export const smtpUrlSchema = z
  .url({ protocol: /^smtps?$/ })
  .transform((text) => new URL(text))
  .refine((url) => url.hostname !== "" && /^\/?$/.test(url.pathname) && url.hash === "")
  .refine(({ protocol, search }) => search === "" || (protocol === "smtp:" && search === "?security=none"))
  .transform(({ protocol, hostname, port, username, password, search }, context) => {
    const security: Security = protocol === "smtps:" ? "tls" : search === "" ? "starttls" : "none";
    const host = hostname.replace(/^\[|\]$/g, "");
    try {
      const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
      return { host, port: Number(port) || (security === "tls" ? 465 : 587), security, user, password: secret };
    } catch {
      context.addIssue({ code: "custom", message: "not percent-encoded" });
      return z.NEVER;
    }
  });
