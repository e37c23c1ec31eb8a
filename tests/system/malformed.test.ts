import { afterAll, beforeAll, describe, test } from "vitest";
import { amount, patience } from "@leeway/engine/testing";
import { createHmac } from "node:crypto";
import { chain, document, node } from "./documents.js";
import { EventStream } from "./event-stream.js";
import { eventually, Leeway } from "./leeway.js";
import type { Rubbish } from "./rubbish.js";
import { Volley, type Target } from "./volley.js";

/** To each surface, and to those that stand behind one of the others. */
const REQUESTS = { short: 2_000, long: 100_000 };
const REQUESTS_BEHIND = { short: 1_000, long: 100_000 };

const leeway = new Leeway();
let volley: Volley;
let keys: string[] = [];
/** Somebody listens at the test address. */
let listening: EventStream | undefined;
type Aimed = Target & { behind?: boolean };
const names = [
  "/hooks/:key",
  "/hooks/:key of known senders",
  "/hooks-test/:key",
  "/forms/:key",
  "/hooks/resume/:key",
  "/hooks/leeloo/:key",
] as const;
/** Each is tried: the compiler knows of no other one. */
const surfaces = {} as Record<(typeof names)[number], Aimed>;

beforeAll(async () => {
  await leeway.start();
  volley = new Volley(leeway);
  const on = node("on", "logic.set", { fields: [{ name: "x", value: "{{ trigger.body ?? null }}" }] });
  const wait = node("wait", "logic.wait", { mode: "callback" });
  const tell = node("tell", "logic.set", { fields: [{ name: "url", value: "{{ run.callbackUrls.wait }}" }] });
  const publish = (params: Record<string, unknown>) =>
    leeway.publish(document("Hook", [node("in", "trigger.webhook", params), on], chain("in", "on")));
  const hooks = await Promise.all([
    publish({ respond: "accepted" }),
    publish({ respond: "last" }),
    publish({ respond: "accepted", dedupe: "{{ trigger.body.id }}" }),
    publish({ respond: "accepted", method: "POST" }),
  ]);
  const waiting = await leeway.publish(
    document("Wait", [node("in", "trigger.manual"), tell, wait], chain("in", "tell", "wait")),
  );
  const resumes = await Promise.all(
    [1, 2, 3].map(async () => {
      const { runId } = await leeway.api("POST", `/workflows/${waiting.id}/runs`, {});
      const { output } = await eventually("an address", async () => {
        const step = await leeway.api("GET", `/runs/${runId}/steps/tell`);
        return step.output && step;
      });
      return String(output.url).split("/").at(-1) ?? "";
    }),
  );
  const hub = new URL((await leeway.api("GET", "/leeloo-hub")).url).pathname.split("/").at(-1) ?? "";
  keys = hooks.map(({ hook }) => hook.split("/").at(-1) ?? "");
  const any = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"];
  const open = { methods: any, names: ["id", "type", "data", "event", "order_id", "account_id"] };
  const byAny = (path: string) => any.map((method) => [method, path] as const);
  surfaces["/hooks/:key"] = { ...open, routes: byAny("/hooks/:key"), parts: { key: keys } };
  surfaces["/hooks/:key of known senders"] = {
    ...open,
    names: ["merchantSignature", "orderReference", "amount", "data", "signature", "id"],
    routes: byAny("/hooks/:key"),
    parts: { key: await guardedKeys() },
    dress: signed,
    behind: true,
  };
  const { items } = await leeway.api("GET", `/workflows/${hooks[0].id}/hooks`);
  listening = await listenOn(`/workflows/${hooks[0].id}/hooks/in/events`);
  surfaces["/hooks-test/:key"] = {
    ...open,
    routes: byAny("/hooks-test/:key"),
    parts: { key: [String(items[0].testUrl).split("/").at(-1) ?? ""] },
    behind: true,
  };
  const form = await leeway.publish(
    document(
      "Form",
      [
        node("in", "trigger.form", {
          title: "Form",
          fields: [
            { label: "Id", name: "id" },
            { label: "Type", name: "type", kind: "choices", choices: "a\nb", required: false },
            { label: "Data", name: "data", kind: "file", required: false },
          ],
        }),
      ],
      [],
    ),
  );
  surfaces["/forms/:key"] = {
    methods: any,
    names: ["a.id", "a.type", "a.data", "seal", "company_site", "id"],
    routes: [...byAny("/forms/:key"), ...byAny("/forms-test/:key")],
    parts: { key: [form.hook.split("/").at(-1) ?? ""] },
    behind: true,
  };
  surfaces["/hooks/resume/:key"] = {
    ...open,
    routes: byAny("/hooks/resume/:key"),
    parts: { key: resumes },
  };
  surfaces["/hooks/leeloo/:key"] = { ...open, routes: byAny("/hooks/leeloo/:key"), parts: { key: [hub] } };
});
afterAll(async () => {
  listening?.close();
  await volley.close();
  await leeway.close();
});

/** Listens at a test address, and again after each call that was taken there. */
async function listenOn(path: string): Promise<EventStream> {
  const stream = await EventStream.open(leeway, path);
  void stream.ended.then(async (inOrder) => {
    if (inOrder) listening = await listenOn(path);
  });
  return stream;
}

const SECRET = "what-the-senders-know";

/** Webhooks that take calls from known senders alone, one of each kind. */
async function guardedKeys(): Promise<string[]> {
  const data = { type: "webhookSecret", name: "Senders", data: { secret: SECRET } };
  const { id: credential } = await leeway.api("POST", "/credentials", data);
  const kinds = [
    { auth: "bearer" },
    { auth: "basic", authUser: "shop" },
    { auth: "header", authHeader: "X-Key" },
    { auth: "hmac", authHeader: "X-Signature", hmacTimeHeader: "X-Time", origins: ["https://shop.example"], maxKb: 8 },
    { auth: "github", dedupe: "{{ trigger.body.id }}", dedupeUnit: "hours" },
    { auth: "stripe", addresses: ["127.0.0.0/8"] },
    { auth: "wayforpay" },
    { auth: "liqpay", respond: "last" },
  ];
  const made = await Promise.all(
    kinds.map((params) =>
      leeway.publish(document("Guarded", [node("in", "trigger.webhook", params, { credential })], [])),
    ),
  );
  return made.map(({ hook }) => hook.split("/").at(-1) ?? "");
}

/** Every other one with everything that proves a sender, so that what is wrong comes behind the door. */
function signed(one: Rubbish, index: number): Rubbish {
  const odd = ["", "x", "=", "t=,v1=", "Bearer", "Basic *", "sha256=", "\u00ff"][index % 8] ?? "";
  const sign = (text: Buffer | string) => createHmac("sha256", SECRET).update(text).digest("hex");
  const body = one.body ?? Buffer.alloc(0);
  const time = String(Math.floor(Date.now() / 1_000));
  const right = {
    authorization: `Bearer ${SECRET}`,
    "x-key": SECRET,
    "x-time": time,
    "x-signature": sign(Buffer.concat([Buffer.from(`${time}.`), body])),
    "x-hub-signature-256": `sha256=${sign(body)}`,
    "stripe-signature": `t=${time},v1=${sign(Buffer.concat([Buffer.from(`${time}.`), body]))}`,
  };
  const wrong = Object.fromEntries(Object.keys(right).map((name) => [name, odd]));
  return { ...one, headers: { ...one.headers, ...(index % 2 === 0 ? right : wrong) } };
}

describe.each(names)("rubbish for %s", (name) => {
  test(
    "is refused or taken, never a fault of ours, and leaves nothing behind in memory",
    () => volley.at(name, surfaces[name], amount(surfaces[name].behind ? REQUESTS_BEHIND : REQUESTS)),
    patience(REQUESTS_BEHIND),
  );
});
