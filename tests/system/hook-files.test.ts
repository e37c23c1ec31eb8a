import Database from "better-sqlite3";
import { existsSync, readdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { EventStream } from "./event-stream.js";
import { eventually, Leeway } from "./leeway.js";

/** Forms with files at a webhook, over real HTTP. */
const leeway = new Leeway();
const MOST_MB = 1;
const settings = { LEEWAY_MAX_UPLOAD_MB: String(MOST_MB) };
beforeAll(() => leeway.start(settings));
afterAll(() => leeway.close());

const flow = (params: Record<string, unknown>, credential?: string) =>
  document(
    "Files",
    [
      node("in", "trigger.webhook", params, credential ? { credential } : {}),
      node("s", "logic.set", { fields: [{ name: "cv", value: "{{ trigger.body.cv?.name ?? null }}" }] }),
    ],
    chain("in", "s"),
  );
const photo = Buffer.from([0xff, 0xd8, 0x00, 0x0d, 0x0a, 0x2d, 0x2d, 0xff]);
function form(parts: Record<string, string | { name: string; content: Buffer; type?: string }>) {
  const body = new FormData();
  for (const [name, part] of Object.entries(parts))
    if (typeof part === "string") body.append(name, part);
    else body.append(name, new File([part.content], part.name, part.type ? { type: part.type } : {}));
  return body;
}
const send = (url: string, body: FormData, headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", body, headers });
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
const folder = () => join(leeway.data, "uploads");
const onDisk = () => (existsSync(folder()) ? readdirSync(folder()) : []);
function rows(): { id: string; runId: string | null }[] {
  const database = new Database(join(leeway.data, "leeway.db"), { readonly: true });
  const found = database.prepare("SELECT id, run_id AS runId FROM uploads").all();
  database.close();
  return found as { id: string; runId: string | null }[];
}
const runOf = async (answer: Response): Promise<string> => ((await answer.json()) as { runId: string }).runId;
const download = (id: string, headers: Record<string, string> = { authorization: leeway.authorization }) =>
  fetch(`${leeway.origin}/api/v1/files/${id}`, { headers });

test("of one sender so many forms are read at once; who sends more is told to wait, and the owner why", async () => {
  const { id, hook } = await leeway.publish(flow({ respond: "accepted" }));
  const { pathname, hostname, port } = new URL(hook);
  const open = Array.from({ length: 20 }, () => {
    const socket = connect(Number(port), hostname);
    const head = `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 5000\r\n`;
    socket.write(`${head}content-type: multipart/form-data; boundary=x\r\n\r\n--x\r\n`);
    return socket;
  });
  const answer = await eventually("a refusal", async () => {
    const one = await send(hook, form({ a: "1" }));
    return one.status === 429 && one;
  });
  expect([answer.headers.get("retry-after"), await codeOf(answer)]).toEqual(["1", [429, "request.tooOften"]]);
  const { items } = await leeway.api("GET", `/workflows/${id}/hooks`);
  expect(items[0].refused).toContainEqual(expect.objectContaining({ reason: "tooOften" }));
  for (const socket of open) socket.destroy();
  await eventually("a place", async () => (await send(hook, form({ a: "1" }))).status === 202);
});

describe("a form with files", () => {
  test("gives the run its texts and a reference to each file, which members get as it came", async () => {
    const { hook } = await leeway.publish(flow({ respond: "accepted" }));
    const body = form({
      name: "Олена",
      note: "a\r\nb",
      cv: { name: "резюме.pdf", content: photo, type: "image/jpeg" },
    });
    body.append("tag", "1");
    body.append("tag", "2");
    body.append("photos", new File(["one"], "1.txt", { type: "text/plain" }));
    body.append("photos", new File(["two"], "2.txt", { type: "text/plain" }));
    body.append("none", new File([], ""));
    const runId = await runOf(await send(`${hook}?from=site`, body));
    const { output } = await leeway.api("GET", `/runs/${runId}/steps/in`);
    expect(output.body).toMatchObject({
      name: "Олена",
      note: "a\r\nb",
      tag: ["1", "2"],
      cv: { name: "резюме.pdf", type: "image/jpeg", size: photo.length },
      photos: [{ name: "1.txt" }, { name: "2.txt", size: 3 }],
    });
    expect(output.body).not.toHaveProperty("none");
    expect(output.query).toEqual({ from: "site" });
    const { cv } = output.body;
    expect(cv.url).toBe(`${leeway.origin}/api/v1/files/${cv.id}`);
    const file = await download(cv.id);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(photo);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent("резюме.pdf")}`,
      "x-content-type-options": "nosniff",
    });
    const { items } = await leeway.api("GET", `/runs/${runId}/files`);
    expect(items.map(({ name }: { name: string }) => name)).toEqual(["резюме.pdf", "1.txt", "2.txt"]);
    expect((await download(cv.id, {})).status).toBe(401);
    expect((await download("file_../../leeway.db")).status).toBe(404);
  });

  test("lies under random names, whatever its files are called", async () => {
    const { hook } = await leeway.publish(flow({}));
    const before = new Set(onDisk());
    const body = form({
      cv: { name: "../../../etc/cron.d/own\u202e\u0000gpj.exe", content: photo, type: "x<script>" },
    });
    const runId = await runOf(await send(hook, body));
    const added = onDisk().filter((name) => !before.has(name));
    expect(added).toEqual([expect.stringMatching(/^file_[\w-]{32}$/)]);
    const { items } = await leeway.api("GET", `/runs/${runId}/files`);
    expect(items).toMatchObject([{ type: "application/octet-stream" }]);
    expect(items[0].name).not.toMatch(/[/\\\p{Cc}\p{Bidi_Control}]/u);
  });

  test("is shown to who listens at the test address, and its files are not kept", async () => {
    const { id } = await leeway.publish(flow({}));
    const { items } = await leeway.api("GET", `/workflows/${id}/hooks`);
    const stream = await EventStream.open(leeway, `/workflows/${id}/hooks/in/events`);
    const before = onDisk();
    expect((await send(items[0].testUrl, form({ cv: { name: "cv.pdf", content: photo } }))).status).toBe(200);
    const [heard] = await eventually("a call", () => Promise.resolve(stream.messages.length > 0 && stream.messages));
    expect(heard?.data).toMatchObject({ payload: { body: { cv: { name: "cv.pdf" } } } });
    await eventually("no further file", () => Promise.resolve(onDisk().length === before.length));
    stream.close();
  });
});

describe("of a form that is refused nothing is kept:", () => {
  const kept = () => ({ disk: onDisk().toSorted(), rows: rows().length });
  const large = Buffer.alloc(MOST_MB * 1_048_576 + 1, 7);
  const secret = "a-secret-of-the-shop";

  test.each<[string, Record<string, unknown>, FormData, [number, string]]>([
    ["one file that is too large", {}, form({ a: { name: "a", content: large } }), [413, "request.tooLarge"]],
    [
      "files that are too large together",
      {},
      form({ a: { name: "a", content: large.subarray(9) }, b: { name: "b", content: large.subarray(9) } }),
      [413, "request.tooLarge"],
    ],
    [
      "more than the trigger takes",
      { maxKb: 1 },
      form({ a: { name: "a", content: large.subarray(0, 2_000) } }),
      [413, "request.tooLarge"],
    ],
    ["texts that are too large", {}, form({ a: "x".repeat(1_100_000) }), [413, "request.tooLarge"]],
    [
      "a field that reaches a prototype",
      {},
      form({ __proto__x: "1", ["__proto__"]: "1" }),
      [400, "request.forbiddenKey"],
    ],
    [
      "a file in such a field",
      {},
      form({ ok: { name: "a", content: photo }, constructor: { name: "a", content: photo } }),
      [400, "request.forbiddenKey"],
    ],
  ])("%s", async (_what, params, body, refusal) => {
    const { id, hook } = await leeway.publish(flow(params));
    const before = kept();
    expect(await codeOf(await send(hook, body))).toEqual(refusal);
    expect(kept()).toEqual(before);
    expect((await leeway.api("GET", `/runs?workflowId=${id}`)).items).toEqual([]);
  });

  test("one of a stranger, and one whose signature would be over what is not read yet", async () => {
    const data = { type: "webhookSecret", name: "Shop", data: { secret } };
    const { id: credential } = await leeway.api("POST", "/credentials", data);
    const known = await leeway.publish(flow({ auth: "bearer" }, credential));
    const signed = await leeway.publish(flow({ auth: "hmac", authHeader: "X-Signature" }, credential));
    const body = () => form({ a: { name: "a", content: photo } });
    const before = kept();
    expect(await codeOf(await send(known.hook, body()))).toEqual([401, "hook.callerUnknown"]);
    expect(await codeOf(await send(signed.hook, body(), { "x-signature": "x" }))).toEqual([
      415,
      "request.unsupportedType",
    ]);
    expect(kept()).toEqual(before);
    expect((await send(known.hook, body(), { authorization: `Bearer ${secret}` })).status).toBe(202);
  });

  /** Sends these bytes as a form and gives the status; none where the connection is closed by us before. */
  const raw = (url: string, body: string, length = Buffer.byteLength(body)) =>
    new Promise<number | undefined>((resolve) => {
      const { pathname, port } = new URL(url);
      const socket = connect(Number(port), "127.0.0.1");
      const head = `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=x\r\n`;
      socket.write(`${head}content-length: ${length}\r\n\r\n${body}`, () => {
        if (length > Buffer.byteLength(body)) setTimeout(() => socket.destroy(), 50);
      });
      let said = "";
      socket.on("data", (text) => {
        said += text.toString();
        socket.destroy();
      });
      socket.on("close", () => resolve(said === "" ? undefined : Number(said.split(" ")[1])));
    });
  const part = '--x\r\ncontent-disposition: form-data; name="a"; filename="a"\r\n\r\nhalf of a';

  test("one that breaks off, that has no parts, or whose sender goes away", async () => {
    const { hook } = await leeway.publish(flow({}));
    const before = kept();
    expect(await raw(hook, part)).toBe(400);
    expect(await raw(hook, "no parts at all")).toBe(400);
    expect(await raw(hook, part, 100_000)).toBeUndefined();
    await eventually("nothing left of it", () => Promise.resolve(isDeepStrictEqual(kept(), before)));
    expect(kept()).toEqual(before);
    const bare = await fetch(hook, { method: "POST", body: "x", headers: { "content-type": "multipart/form-data" } });
    expect(await codeOf(bare)).toEqual([400, "request.notForm"]);
  });

  test("the same event once more, which has the files of its first time", async () => {
    const { hook } = await leeway.publish(flow({ dedupe: "{{ trigger.body.id }}" }));
    const body = () => form({ id: "7", cv: { name: "cv.pdf", content: photo } });
    const runId = await runOf(await send(hook, body()));
    const before = kept();
    expect(await (await send(hook, body())).json()).toMatchObject({ runId, duplicate: true });
    expect(kept()).toEqual(before);
    expect((await leeway.api("GET", `/runs/${runId}/files`)).items).toHaveLength(1);
  });
});

test("other addresses take no forms with files", async () => {
  const { url } = await leeway.api("GET", "/leeloo-hub");
  const body = () => form({ a: { name: "a", content: photo } });
  for (const address of [url, `${leeway.origin}/hooks/resume/x`])
    expect((await send(address, body())).status).toBe(415);
  const answer = await send(`${leeway.origin}/api/v1/import`, body(), { authorization: leeway.authorization });
  expect(answer.status).toBe(415);
});

test("files go with their run, and what a crash has left goes as well", async () => {
  const { hook } = await leeway.publish(flow({}));
  const runs = [];
  for (const name of ["kept", "gone", "left"])
    runs.push(await runOf(await send(hook, form({ cv: { name, content: photo } }))));
  const [keptRun, goneRun, leftRun] = runs;
  await leeway.kill();
  const database = new Database(join(leeway.data, "leeway.db"));
  database.exec("UPDATE uploads SET created_at = 0");
  database.prepare("DELETE FROM runs WHERE id = ?").run(goneRun);
  database.prepare("UPDATE uploads SET run_id = NULL WHERE run_id = ?").run(leftRun);
  database.close();
  await leeway.start(settings);
  const wanted = rows().filter(({ runId }) => runId !== goneRun && runId !== null);
  await eventually("the sweep", () => Promise.resolve(rows().length === wanted.length));
  expect(rows().map(({ runId }) => runId)).toContain(keptRun);
  expect(onDisk().toSorted()).toEqual(
    rows()
      .map(({ id }) => id)
      .toSorted(),
  );
});
