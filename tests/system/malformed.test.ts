import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { amount, patience, seedOf } from "@leeway/engine/testing";
import fc from "fast-check";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { Pool } from "undici";
import { chain, document, node } from "./documents.js";
import { EventStream } from "./event-stream.js";
import { eventually, Leeway } from "./leeway.js";
import { rubbishFor, type Rubbish, type Surface } from "./rubbish.js";

/** Of each surface, and of those that stand behind one of the others. A failure names the seed; with it the same is sent again. */
const REQUESTS = amount(2_000, 100_000);
const REQUESTS_BEHIND = amount(1_000, 100_000);
const SEED = 20261121;
const BATCH = 500;
/** What a server may hold more at the end than when it had warmed up, however much came in between. */
const MOST_GROWTH_MB = 120;

const leeway = new Leeway();
let pool: Pool;
let keys: string[] = [];
/** Somebody listens at the test address. */
let listening: EventStream | undefined;
/** `dress` gives what is sent the look of something that belongs there. */
type Aimed = Surface & { signedIn?: boolean; behind?: boolean; dress?: (one: Rubbish, index: number) => Rubbish };
const names = [
  "/hooks/:key",
  "/hooks/:key of known senders",
  "/hooks-test/:key",
  "/forms/:key",
  "/hooks/resume/:key",
  "/hooks/leeloo/:key",
  "the API with a key",
  "the API of a stranger, and pages",
] as const;
/** Each is tried: the compiler knows of no other one. */
const surfaces = {} as Record<(typeof names)[number], Aimed>;

beforeAll(async () => {
  await leeway.start();
  // So long nothing waits that comes at all: what hangs is told by name.
  pool = new Pool(leeway.origin, { connections: 12, bodyTimeout: 60_000, headersTimeout: 60_000 });
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
      return { runId, key: String(output.url).split("/").at(-1) ?? "" };
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
    routes: byAny("/forms/:key"),
    parts: { key: [form.hook.split("/").at(-1) ?? ""] },
    behind: true,
  };
  surfaces["/hooks/resume/:key"] = {
    ...open,
    routes: byAny("/hooks/resume/:key"),
    parts: { key: resumes.map(({ key }) => key) },
  };
  surfaces["/hooks/leeloo/:key"] = { ...open, routes: byAny("/hooks/leeloo/:key"), parts: { key: [hub] } };
  const described = (await (await fetch(`${leeway.origin}/api/openapi.json`)).json()) as {
    paths: Record<string, object>;
  };
  const routes = Object.entries(described.paths)
    .filter(([path]) => path.startsWith("/api/"))
    .flatMap(([path, byMethod]) =>
      Object.keys(byMethod).map((method) => [method.toUpperCase(), path.replace(/\{(\w+)\}/g, ":$1")] as const),
    );
  const spare = await leeway.api("POST", "/workflows", { document: document("Spare", [], []) });
  const parts = {
    id: [waiting.id, spare.id, ...resumes.map(({ runId }) => runId)],
    key: ["wait", "tell", "on[0]"],
    version: ["1", "2"],
    nodeType: ["leeloo.person.addTag", "logic.set"],
    param: ["tag_id", "fields"],
  };
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
  const fields = ["document", "revision", "name", "payload", "as", "approved", "items", "data", "type", "nodeId"];
  // A real sign-in costs a tenth of a second by intent, and is throttled: it has tests of its own.
  const quick = routes.filter(([, path]) => !/\/auth\/(sign-in|setup|password)$/.test(path));
  surfaces["the API with a key"] = { methods, routes: quick, parts, names: fields, signedIn: true };
  surfaces["the API of a stranger, and pages"] = {
    methods,
    routes: [
      ...routes,
      ...["/", "/runs/:id", "/:page/:page", "/sandbox/leeloo/api/v2/:page", "/health/:page"].flatMap(byAny),
    ],
    parts,
    names: ["email", "password", "code", ...fields],
  };
});
afterAll(async () => {
  listening?.close();
  await pool.destroy();
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

/** Megabytes that the server holds; nothing where the system does not say. */
function resident(): number | undefined {
  try {
    const status = readFileSync(`/proc/${leeway.pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

/** The status, or what went wrong on the way. A stream is left as soon as it begins. */
async function send({ method, path, headers, body }: Rubbish, signedIn: boolean): Promise<number | string> {
  try {
    const { statusCode, body: answer } = await pool.request({
      method: method as "POST",
      path: path.replace(/[^\x21-\x7e]/g, "?"),
      headers: { ...headers, ...(signedIn && { authorization: leeway.authorization }) },
      ...(body && { body }),
    });
    const isStream = /\/events(\?|$)/.test(path) && statusCode === 200 && method === "GET";
    if (isStream) answer.on("error", () => undefined).destroy();
    else await answer.dump({ limit: 100_000_000 });
    return statusCode;
  } catch (error) {
    return String(error);
  }
}

const inWords = ({ method, path, headers, body }: Rubbish) =>
  `${method} ${path} ${JSON.stringify(headers)} ${body?.subarray(0, 300).toString("latin1") ?? ""}`;

describe.each(names)("rubbish for %s", (name) => {
  test(
    "is refused or taken, never a fault of ours, and leaves nothing behind in memory",
    async () => {
      const surface = surfaces[name];
      const seed = seedOf(SEED);
      const requests = surface.behind ? REQUESTS_BEHIND : REQUESTS;
      const wrong: unknown[] = [];
      const statuses = new Map<number | string, number>();
      let warm: number | undefined;
      for (let sent = 0; sent < requests && wrong.length === 0; sent += BATCH) {
        const plain = fc.sample(rubbishFor(surface), { seed: seed + sent, numRuns: BATCH });
        const drawn = surface.dress ? plain.map(surface.dress) : plain;
        const answers = await Promise.all(drawn.map((one) => send(one, surface.signedIn === true)));
        for (const [index, status] of answers.entries()) {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          const one = drawn[index];
          if (one && (typeof status === "string" || status >= 500)) wrong.push([status, inWords(one)]);
        }
        if (sent >= requests / 2) warm ??= resident();
      }
      expect({ seed, wrong: wrong.slice(0, 5) }).toEqual({ seed, wrong: [] });
      expect((await fetch(`${leeway.origin}/health/ready`)).status).toBe(200);
      // Refused for more than one reason: else what is drawn has gone blunt.
      expect(statuses.size).toBeGreaterThan(2);
      const now = resident();
      if (warm !== undefined && now !== undefined) expect(now - warm).toBeLessThan(MOST_GROWTH_MB);
    },
    patience(120_000),
  );
});
