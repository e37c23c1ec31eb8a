import type { CallerCheck } from "./caller-check.js";
import { hmac } from "./hmac.js";
import { basic, bearer, header } from "./shared-secret.js";

/** Every check by the value of `auth` of `trigger.webhook`; none for `none`. */
export const callerChecks: Readonly<Record<string, CallerCheck>> = { header, bearer, basic, hmac };
