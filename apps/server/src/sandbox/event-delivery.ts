import { eventHeaders, post, type LeelooEvent } from "@leeway/leeloo-sandbox";
import { GuardedHttp } from "../adapters/http-client/guarded-http.js";
import { Settings } from "../config/settings.js";

const LONGEST_MS = 10_000;
const never = { requested: false, onRequest: () => () => {} };

/**
 * Takes an event of the built-in Leeloo to a webhook: to one of this server directly, by whichever of its names, and to
 * any other through the guard of everything that goes out.
 */
export const eventDelivery =
  (settings: Settings, http: GuardedHttp) =>
  async (text: string, event: LeelooEvent): Promise<number> => {
    const url = new URL(text);
    const own = [settings.localOrigin, settings.publicUrl].some((one) => new URL(one).origin === url.origin);
    if (own && url.pathname.startsWith("/hooks/"))
      return post(`${settings.localOrigin}${url.pathname}${url.search}`, event);
    const answer = await http.send({
      method: "POST",
      url: text,
      headers: { ...eventHeaders },
      body: JSON.stringify(event),
      timeoutMs: LONGEST_MS,
      fresh: false,
      allowedHosts: undefined,
      cancellation: never,
      beforeWrite: () => true,
    });
    if (answer.kind === "answered") return answer.status;
    throw new Error(answer.error.code);
  };
