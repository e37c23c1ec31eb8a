import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { Leeway, apiKey, eventually } from "./leeway.js";

const leeway = new Leeway();
/** Refuses slowly and repeats what it was sent, as careless services do. */
const careless = new FarEnd((_nth, response, request) => {
  const said = JSON.stringify({ message: `no: ${request.headers.authorization} ${request.url}` });
  setTimeout(() => response.writeHead(400).end(said), 1_100);
});
const slow = new FarEnd((_nth, response) => void setTimeout(() => response.end("{}"), 1_100));
/** Takes a request and breaks the connection: nobody knows what became of it. */
const broken = new FarEnd((_nth, response) => response.destroy());
beforeAll(async () => {
  await Promise.all([leeway.start(), careless.open(), slow.open(), broken.open()]);
});
afterAll(async () => {
  careless.close();
  slow.close();
  broken.close();
  await leeway.close();
});

const owner = "correct horse battery";
const token = "live-token-of-the-log-test-0123456789";
const typed = { email: "stranger-of-the-log-test@example.com", password: "guess-of-the-log-test" };
const payload = "payload-of-the-log-test";
const lines = () =>
  leeway.log.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Record<string, unknown>] : []));
const line = (wanted: Record<string, unknown>) =>
  eventually(`the line ${JSON.stringify(wanted)} in ${leeway.log}`, async () =>
    lines().find((one) => Object.entries(wanted).every(([name, value]) => one[name] === value)),
  );
const signIn = (email: string, password: string) =>
  fetch(`${leeway.origin}/api/v1/auth/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
const publish = async (url: string, respond: string) => {
  const data = { token, allowedHosts: [new URL(url).host] };
  const { id } = await leeway.api("POST", "/credentials", { type: "httpBearer", name: "Far", data });
  const call = node("call", "http.request", { method: "POST", url: `${url}/orders` }, { credential: id });
  return leeway.publish(document("Told", [node("in", "trigger.webhook", { respond }), call], chain("in", "call")));
};
const send = (hook: string) =>
  fetch(`${hook}?secret=${payload}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${payload}` },
    body: JSON.stringify({ name: payload }),
  });

test("a request that took more than a second is told, the view of a run that went on as long is not", async () => {
  const { id, hook } = await publish(slow.url, "last");
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
  const view = await leeway.call("GET", `/runs/${runId}/events`);
  expect(view.headers.get("content-type")).toContain("text/event-stream");
  const answer = await send(hook);
  expect(answer.status).toBe(200);
  const told = await line({ msg: "request was slow", requestId: answer.headers.get("x-request-id") });
  expect(told).toMatchObject({ method: "POST", route: "/hooks/:key", status: 200 });
  expect(await view.text()).toContain("run.finished");
  expect(lines().filter(({ msg }) => msg === "request was slow")).toHaveLength(1);
});

test("what a role or a key may not is told, with who tried it and where", async () => {
  expect((await leeway.call("POST", "/api-keys", { name: "more" })).status).toBe(403);
  const told = await line({ msg: "a request was refused", route: "/api/v1/api-keys" });
  expect(told).toMatchObject({ code: "auth.forbidden", method: "POST", via: "apiKey", address: "127.0.0.1" });
  expect(JSON.stringify(told)).not.toContain(apiKey);
});

test("requests that are malformed, or come with a key that there is not, are told once a minute with how many", async () => {
  const guess = "guessed-key-of-the-log-test-0123456789";
  const headers = { "content-type": "application/json", authorization: `Bearer ${guess}` };
  for (let index = 0; index < 5; index += 1) {
    await fetch(`${leeway.origin}/api/v1/auth/sign-in?secret=${guess}`, { method: "POST", headers, body: "{" });
    await fetch(`${leeway.origin}/api/v1/workflows`, { headers });
    await fetch(`${leeway.origin}/hooks/%ff`);
  }
  const told = await line({ msg: "requests were refused", status: 400, method: "POST", route: "/api/v1/auth/sign-in" });
  expect(told).toMatchObject({ level: 30, address: "127.0.0.1", count: 1 });
  await line({ msg: "requests were refused", status: 401 });
  expect(lines().filter(({ msg }) => msg === "requests were refused")).toHaveLength(2);
  expect(leeway.log).not.toContain(guess);
});

test("what fails is told in lines that lead to it, and no secret is ever among them", async () => {
  const secrets = [owner, token, apiKey, ...Object.values(typed), payload];

  const mine = await signIn("owner@leeway.example", owner);
  const cookie = /leeway=([^;]+)/.exec(mine.headers.get("set-cookie") ?? "")?.[1] ?? "";
  expect(cookie.length).toBeGreaterThan(30);
  secrets.push(cookie);
  expect((await signIn(typed.email, typed.password)).status).toBe(401);
  await line({ action: "signIn.failed", email: "s…@example.com", userId: null });

  const failing = await publish(careless.url, "last");
  secrets.push(failing.hook.split("/hooks/")[1] ?? "");
  const refused = await send(failing.hook);
  const { runId } = (await refused.json()) as { runId: string };
  expect(refused.status).toBe(500);
  const requestId = refused.headers.get("x-request-id");
  const told = await line({ msg: "request failed", requestId });
  expect(told).toMatchObject({ level: 40, method: "POST", route: "/hooks/:key", status: 500 });
  expect(Number(told["ms"])).toBeGreaterThan(1_000);
  expect(await line({ msg: "run failed", runId })).toMatchObject({
    workflowId: failing.id,
    step: "call",
    code: "request.status",
  });

  const doubtful = await publish(broken.url, "accepted");
  secrets.push(doubtful.hook.split("/hooks/")[1] ?? "");
  const accepted = (await (await send(doubtful.hook)).json()) as { runId: string };
  await leeway.settled(accepted.runId);
  expect(await line({ msg: "run needs attention", runId: accepted.runId })).toMatchObject({
    workflowId: doubtful.id,
    step: "call",
    code: "request.cutOff",
  });

  await fetch(`${leeway.origin}/hooks/${payload}`, { method: "POST", body: "{" });
  await leeway.call("GET", "/me", undefined, { authorization: `Bearer ${payload}` });
  await fetch(`${leeway.origin}/api/v1/me`, { headers: { cookie: `leeway=${cookie}` } });
  await leeway.kill("SIGTERM");
  expect(lines().at(-1)).toMatchObject({ msg: "stopped" });
  expect(secrets.filter((secret) => secret === "" || leeway.log.includes(secret))).toEqual([]);
});
