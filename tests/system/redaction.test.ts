import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { holds, patience } from "@leeway/engine/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everySpelling } from "@leeway/nodes/testing/every-spelling";
import { chain, document, node } from "./documents.js";
import { Leeway } from "./leeway.js";

const draws = { short: 2, long: 40, seed: 11 };
const leeway = new Leeway();
let farEnd: Server;
let host = "";
/** What the far end repeats of whom it is called by. */
let repeated: Record<string, string> = {};
let calls = 0;

beforeAll(async () => {
  farEnd = createServer(answer).listen(0, "127.0.0.1");
  await leeway.start();
  host = `127.0.0.1:${(farEnd.address() as AddressInfo).port}`;
});
afterAll(async () => {
  farEnd.close();
  await leeway.close();
});

/** A far end that repeats the secret wherever it can: in status, headers, text, JSON, names of fields; at each attempt anew. */
function answer({ url }: IncomingMessage, response: ServerResponse): void {
  const all = Object.values(repeated);
  calls++;
  if (url === "/later" && calls % 2 === 1) return void response.writeHead(503).end(all.join("\n"));
  if (url === "/refused" || url === "/") return void response.writeHead(403).end(all.join(" ").slice(0, 40_000));
  const headers = {
    "content-type": url === "/text" ? "text/plain" : "application/json",
    "x-hex": repeated["as hex"] ?? "",
  };
  const named = Object.fromEntries(all.map((text) => [text, { nested: [text] }]));
  response.writeHead(200, headers).end(url === "/text" ? all.join("\n") : JSON.stringify({ all, named }));
}

const paths = ["/json", "/text", "/later", "/refused"];
const steps = (credential: string) => {
  const asked = paths.map((path, index) =>
    node(
      `s${index}`,
      "http.request",
      { method: "GET", url: `http://${host}${path}` },
      { credential, retry: { backoffSeconds: 1 }, onError: "continue" },
    ),
  );
  const nodes = [node("in", "trigger.manual"), ...asked];
  return document("Echo", nodes, chain(...nodes.map(({ id }) => id)));
};

/** Every file of the data folder and all that the server has said, but the key file. */
function stored(): string {
  const files = readdirSync(leeway.data, { recursive: true }).map((name) => join(leeway.data, String(name)));
  const bytes = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file).toString("utf8"));
  return [...bytes, leeway.log].join("\n");
}

async function shown(workflowId: string, runId: string, credential: string): Promise<string> {
  const get = async (path: string) => (await leeway.call("GET", path)).text();
  const events = await get(`/runs/${runId}/events`);
  const texts = [
    events,
    await get(`/runs/${runId}`),
    await get(`/runs/${runId}/steps`),
    await get(`/runs?workflowId=${workflowId}`),
    await get(`/workflows/${workflowId}/export`),
    await get("/attention"),
    await get("/audit?limit=200"),
    await get("/audit/export?format=json"),
    await get("/credentials"),
    await (await leeway.call("POST", `/credentials/${credential}/test`)).text(),
  ];
  expect(events).toContain("step.succeeded");
  return texts.join("\n");
}

/** What the far end has repeated, whole, and the secret's spellings alone, that a text has: as they are, or escaped once more. */
function leaksIn(text: string, secret: string): string[] {
  const inner = text.replaceAll("\\\\", "\\").replaceAll('\\"', '"');
  const all = [...Object.entries(repeated), ...Object.entries(everySpelling(secret))];
  return all.filter(([, spelled]) => text.includes(spelled) || inner.includes(spelled)).map(([name]) => name);
}

test("a step without the credential stores nothing that its far end was told by another one, after a restart too", async () => {
  const secret = "4mV8wq-Zk2Tn7yXc1Lp9Rb/+é";
  repeated = everySpelling(secret);
  const { id: credential } = await leeway.api("POST", "/credentials", {
    type: "httpBearer",
    name: "Told before",
    data: { token: secret, allowedHosts: [host] },
  });
  const stranger = document(
    "Log of the far end",
    [node("in", "trigger.manual"), node("s0", "http.request", { method: "GET", url: `http://${host}/json` })],
    chain("in", "s0"),
  );
  const { id } = await leeway.api("POST", "/workflows", { document: stranger });
  for (const how of ["before", "after"]) {
    if (how === "after") {
      await leeway.kill();
      await leeway.start();
    }
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    await leeway.settled(runId);
    const text = await shown(id, runId, credential);
    expect([how, text.includes("••••••"), leaksIn(text, secret), leaksIn(stored(), secret)]).toEqual([
      how,
      true,
      [],
      [],
    ]);
  }
});

const secrets = fc.string({
  unit: fc.constantFrom(...Array.from("abcdefXYZ0123456789-_.~!*'()+/=&<>\"\\ %éїЯ世")),
  minLength: 12,
  maxLength: 40,
});

test(
  "no spelling of a secret that a far end repeats is stored, logged, streamed, shown or exported",
  () =>
    holds(
      fc.asyncProperty(
        secrets.filter((text) => text.trim() === text),
        fc.string({ unit: fc.constantFrom(...Array.from("abc ")), maxLength: 4 }),
        async (secret, around) => {
          repeated = everySpelling(secret, around, around);
          const { id: credential } = await leeway.api("POST", "/credentials", {
            type: "httpBasic",
            name: "Echo",
            data: { username: "user", password: secret, allowedHosts: [host] },
          });
          const { id } = await leeway.api("POST", "/workflows", { document: steps(credential) });
          const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
          await leeway.settled(runId);
          const text = await shown(id, runId, credential);
          expect(text).toContain("••••••");
          expect(leaksIn(text, secret)).toEqual([]);
          expect(leaksIn(stored(), secret)).toEqual([]);
        },
      ),
      draws,
    ),
  patience(draws),
);
