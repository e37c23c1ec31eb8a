import type { CallerCheck } from "./caller-check.js";
import { github } from "./github.js";
import { hmac } from "./hmac.js";
import { liqpay } from "./liqpay.js";
import { basic, bearer, header } from "./shared-secret.js";
import { stripe } from "./stripe.js";
import { wayforpay } from "./wayforpay.js";

/** Every check by the value of `auth` of `trigger.webhook`; none for `none`. */
export const callerChecks: Readonly<Record<string, CallerCheck>> = {
  wayforpay,
  liqpay,
  stripe,
  github,
  header,
  bearer,
  basic,
  hmac,
};
