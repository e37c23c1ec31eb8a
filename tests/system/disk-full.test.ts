import { afterAll, beforeAll, expect, test } from "vitest";
import Database from "better-sqlite3";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CountingReceiver } from "./counting-receiver.js";
import { chain, document, node } from "./documents.js";
import { eventually, Leeway, serverFile } from "./leeway.js";
import { SmallDisk } from "./small-disk.js";
import { whereThereIs } from "./where-there-is.js";

const APART_MS = 3_000;
const MANY = 40;
const disk = new SmallDisk(24);
afterAll(() => disk.close());

whereThereIs("a small disk", disk.why)("on a full disk", () => {
  const leeway = new Leeway(join(disk.folder, "data"));
  const far = new CountingReceiver();
  let hook = "";
  let files = "";
  beforeAll(async () => {
    await Promise.all([far.open(), leeway.start()]);
    const caller = document(
      "Full",
      [
        node("in", "trigger.webhook", { respond: "accepted" }),
        node("before", "logic.set", { fields: [{ name: "much", value: "{{ trigger.body.much }}" }] }),
        node("call", "http.request", {
          method: "POST",
          url: `${far.url}/{{ trigger.body.id }}`,
          bodyFormat: "json",
          body: {},
        }),
      ],
      chain("in", "before", "call"),
    );
    ({ hook } = await leeway.publish(caller));
    const nodes = [node("in", "trigger.webhook", { respond: "accepted" })];
    files = (await leeway.publish(document("Files", nodes, []))).hook;
  });
  afterAll(async () => {
    await leeway.close();
    far.close();
  });

  const send = async (id: string, language = "en") => {
    const answer = await fetch(hook, {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": language },
      body: JSON.stringify({ id, much: "x".repeat(20_000) }),
    });
    const again = answer.headers.get("retry-after");
    return {
      status: answer.status,
      again,
      body: (await answer.json()) as { runId?: string; code?: string; title?: string },
    };
  };

  const replay = (wish: object): Promise<{ count: number; jobId?: string }> => leeway.api("POST", "/runs/replay", wish);

  test("nothing is accepted, and that is said; what was accepted is whole and goes on by itself once there is room", async () => {
    const accepted = new Map<string, string>();
    const refused: unknown[] = [];
    const keep = async (id: string) => {
      const { status, body } = await send(id);
      if (status === 202) accepted.set(id, body.runId ?? "");
      else refused.push([status, body.code]);
    };
    await keep("with room");
    // Calls in flight whose outcomes find no room.
    far.delay = 1_500;
    for (let n = 0; n < 5; n++) await keep(`flying ${n}`);
    disk.fill(200_000);
    for (let n = 0; n < 40; n++) await keep(`filling ${n}`);
    disk.fill();
    for (let n = 0; n < 10; n++) await keep(`full ${n}`);
    expect(refused.length).toBeGreaterThan(10);
    expect(new Set(refused.map(String))).toEqual(new Set(["503,server.diskFull"]));
    expect(await send("in Ukrainian", "uk")).toMatchObject({
      again: "30",
      body: { title: expect.stringMatching(/[а-яі]/) },
    });
    expect((await fetch(`${leeway.origin}/health/live`)).status).toBe(200);
    // What is kept is read all the same.
    expect((await leeway.api("GET", "/runs?limit=1")).items).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 2_500));

    disk.makeRoom();
    far.delay = 0;
    await keep("with room again");
    expect(accepted.has("with room again")).toBe(true);
    for (const [id, runId] of accepted)
      expect({ ...(await leeway.settled(runId)), id }).toMatchObject({ id, status: "succeeded" });
    expect([...far.arrivals].filter(([key, count]) => count !== 1 || !accepted.has(key))).toEqual([]);
    expect(far.arrivals.size).toBe(accepted.size);
    const { items } = await leeway.api("GET", "/runs?limit=100");
    expect(items.map(({ id }: { id: string }) => id).toSorted()).toEqual([...accepted.values()].toSorted());
  });

  test("of an order with a file that finds no room nothing is kept, whatever of it had room, and the next one is whole", async () => {
    const contentOf = (id: string, size: number) => Buffer.alloc(size, id);
    const sent = async (id: string, size: number) => {
      const body = new FormData();
      body.append("id", id);
      body.append("cv", new File([contentOf(id, size)], "cv.txt", { type: "text/plain" }));
      const answer = await fetch(files, { method: "POST", body });
      return { status: answer.status, body: (await answer.json()) as { runId?: string; code?: string } };
    };
    const { status, body } = await sent("with room", 100_000);
    expect([status, body.code]).toEqual([202, undefined]);
    const whole = [contentOf("with room", 100_000).toString()];
    // The room ends before the file, in it, and behind it: where its run would be kept.
    const refused: unknown[] = [];
    for (let left = 0; left < 400_000; left += 10_000) {
      disk.fill(left);
      const id = `left ${left}`;
      const answer = await sent(id, 200_000);
      if (answer.status === 202) whole.push(contentOf(id, 200_000).toString());
      else refused.push([answer.status, answer.body.code]);
      disk.makeRoom();
    }
    expect(refused.length).toBeGreaterThan(10);
    expect(new Set(refused.map(String))).toEqual(new Set(["503,server.diskFull"]));
    expect((await sent("with room again", 100_000)).status).toBe(202);
    whole.push(contentOf("with room again", 100_000).toString());
    const folder = join(leeway.data, "uploads");
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    const shown = (texts: string[]) => texts.map((text) => `${text.slice(0, 20)} × ${text.length}`).toSorted();
    expect(shown(kept)).toEqual(shown(whole));
  });

  test("a schedule keeps every time that came meanwhile, once, and asks for room no more often than it may", async () => {
    const first = Date.now() + 2_000;
    // As many as a trigger may have: together they fire every three seconds.
    const rules = Array.from({ length: 20 }, (_, index) => {
      const anchor = new Date(first + index * APART_MS).toISOString();
      return { kind: "interval", every: 1, unit: "minutes", anchor };
    });
    const clock = node("clock", "trigger.schedule", { rules, overlap: "allow" });
    const { id } = await leeway.publish(document("Clock", [clock], []));
    const times = async (): Promise<number[]> => {
      const { items } = await leeway.api("GET", `/runs?workflowId=${id}&status=succeeded&limit=200`);
      const steps = items.map((run: { id: string }) => leeway.api("GET", `/runs/${run.id}/steps/clock`));
      return (await Promise.all(steps)).map(({ output }) => Date.parse(output.scheduledAt)).sort((a, b) => a - b);
    };
    await eventually("the first time", async () => (await times()).length > 0);
    disk.fill();
    // Until the room that the log still has is used up.
    for (let n = 0; (await send(`no room ${n}`)).status === 202; n++);
    const faults = () => leeway.log.split("fault of a schedule").length - 1;
    const full = Date.now();
    await eventually("times without room", () => Promise.resolve(faults() > 0 && Date.now() > full + 3 * APART_MS));
    const sweeps = (Date.now() - full) / 2_000;
    expect(faults()).toBeLessThanOrEqual(Math.ceil(sweeps) + 1);
    disk.makeRoom();
    const last = Date.now();
    await eventually("the times since", async () => ((await times()).at(-1) ?? 0) >= last);
    const told = await times();
    expect(told).toEqual(Array.from(told, (_, index) => first + index * APART_MS));
  });

  test("what is to be done with many runs is done with each of them once there is room, and none counts as refused", async () => {
    const nodes = [
      node("in", "trigger.webhook", { respond: "accepted" }),
      node("stop", "logic.stop", { status: "failed", message: "No" }),
    ];
    const { id, hook: failing } = await leeway.publish(document("Fails", nodes, chain("in", "stop")));
    const body = JSON.stringify({ much: "x".repeat(25_000) });
    const headers = { "content-type": "application/json" };
    for (let n = 0; n < MANY; n++) expect((await fetch(failing, { method: "POST", headers, body })).status).toBe(202);
    const filter = { workflowId: id };
    await eventually("runs that have failed", async () => (await replay({ filter, dryRun: true })).count === MANY);
    disk.fill(200_000);
    const { count, jobId } = await replay({ filter });
    expect(count).toBe(MANY);
    const job = () => leeway.api("GET", `/run-jobs/${jobId}`);
    await eventually("no room", () => Promise.resolve(/disk is full/.test(leeway.log.slice(-20_000))));
    disk.makeRoom();
    await eventually("the end of it", async () => (await job()).finishedAt);
    expect(await job()).toMatchObject({ count: MANY, refused: 0 });
    expect((await leeway.api("GET", `/runs?workflowId=${id}&limit=200`)).items).toHaveLength(2 * MANY);
  });

  test("a server that is started there says so in one line and keeps the error in its log, and starts once there is room", async () => {
    await leeway.kill("SIGTERM");
    const said: string[] = [];
    // The room ends at one file or at another.
    for (const left of [0, 50_000, 150_000, 300_000]) {
      disk.fill(left);
      const env = { PATH: process.env["PATH"] ?? "", PORT: "0", LEEWAY_DATA_DIR: leeway.data };
      const { status, stderr } = spawnSync(process.execPath, [serverFile], { env, encoding: "utf8", timeout: 5_000 });
      if (status === 1) said.push(stderr);
      disk.makeRoom();
    }
    expect(said.length).toBeGreaterThan(1);
    expect(said.filter((text) => !/^The (disk of|database) .* full.*\n/.test(text))).toEqual([]);
    // Besides, the log has what the sentence was made of, where that names no code.
    const besides = said.map((text) => text.split("\n").slice(1).join("\n").trim());
    for (const [index, text] of said.entries())
      if (text.startsWith("The disk of"))
        expect(JSON.parse(besides[index] ?? "")).toMatchObject({ level: 60, err: { stack: expect.any(String) } });
      else expect(besides[index]).toBe("");
    await leeway.start();
    expect((await send("after the start")).status).toBe(202);
  });

  test("the database is whole after all of it", async () => {
    await leeway.kill();
    const db = new Database(join(leeway.data, "leeway.db"), { readonly: true });
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    db.close();
  });
});
