import { afterAll, beforeAll, expect, test } from "vitest";
import Database from "better-sqlite3";
import { join } from "node:path";
import { document, edge, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { eventually, Leeway } from "./leeway.js";
import { SmallDisk } from "./small-disk.js";
import { whereThereIs } from "./where-there-is.js";

const MANY = 200;
const disk = new SmallDisk(24);
afterAll(() => disk.close());

whereThereIs("a small disk", disk.why)("on a full disk", () => {
  const leeway = new Leeway(join(disk.folder, "data"));
  /** Calls that are on their way until they are answered. */
  const held: (() => void)[] = [];
  const far = new FarEnd((_nth, response) => held.push(() => void response.writeHead(200).end("{}")));
  beforeAll(() => Promise.all([far.open(), leeway.start()]));
  afterAll(async () => {
    await leeway.close();
    far.close();
  });

  const answerAll = () => held.splice(0).forEach((answer) => answer());
  /** Says it until there was no room for it: a little may be left. */
  const withoutRoom = async (verb: "pause" | "resume", path: string) =>
    eventually(`${verb} without room`, async () => {
      disk.fill();
      const other = verb === "pause" ? "resume" : "pause";
      const answer = await leeway.api("POST", `${path}/${verb}`);
      const told = path.startsWith("/limits") ? answer : answer.workflows[0];
      if (told?.unwritten === verb) return answer;
      await leeway.api("POST", `${path}/${other}`);
      return undefined;
    });

  test("a bulk message is stopped at once, is told as unwritten, stays so once there is room and over a kill; resumed in the same way it reaches each person once", async () => {
    const { id } = await leeway.publish(
      document(
        "To everybody",
        [
          node("in", "trigger.manual"),
          node("loop", "logic.each", { items: Array.from({ length: MANY }, (_, index) => index), concurrency: 10 }),
          node("send", "http.request", { method: "POST", url: `${far.url}/{{ item }}` }, { parent: "loop" }),
        ],
        [edge("in", "loop"), edge("loop", "send", "item")],
      ),
    );
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    await eventually("ten sends on their way", async () => held.length === 10);
    const stopped = await withoutRoom("pause", `/workflows/${id}`);
    expect(stopped.workflows).toEqual([
      {
        workflowId: id,
        workflowName: "To everybody",
        since: expect.any(String),
        by: null,
        runs: 0,
        unwritten: "pause",
      },
    ]);
    expect((await leeway.api("GET", "/brakes")).diskFull).toBe(true);
    const refused = await eventually("a cancel without room", async () => {
      disk.fill();
      const answer = await leeway.call("POST", `/runs/${runId}/cancel`, undefined, { "accept-language": "uk" });
      return answer.status === 503 ? answer : undefined;
    });
    expect(refused.headers.get("retry-after")).toBe("30");
    expect(await refused.json()).toMatchObject({
      code: "run.noRoomToCancel",
      detail: expect.stringContaining("Зупиніть сценарій"),
    });
    answerAll();
    disk.makeRoom();
    await eventually("written, and the run parked", async () => {
      const { workflows } = await leeway.api("GET", "/brakes");
      return workflows[0]?.unwritten === null && workflows[0].runs === 1;
    });
    expect(far.arrivals.length).toBe(10);
    await leeway.kill();
    await leeway.start();
    expect((await leeway.api("GET", "/brakes")).workflows).toMatchObject([
      { workflowId: id, unwritten: null, runs: 1 },
    ]);

    const resumed = await withoutRoom("resume", `/workflows/${id}`);
    expect(resumed.workflows).toMatchObject([{ workflowId: id, unwritten: "resume" }]);
    expect(far.arrivals.length).toBe(10);
    disk.makeRoom();
    await eventually("all on their way or there", async () => {
      answerAll();
      return (await leeway.api("GET", `/runs/${runId}`)).status === "succeeded";
    });
    expect([far.arrivals.length, new Set(far.arrivals.map(({ path }) => path)).size]).toEqual([MANY, MANY]);
    expect((await leeway.api("GET", "/brakes")).workflows).toEqual([]);
    await eventually("no full disk", async () => !(await leeway.api("GET", "/brakes")).diskFull);
  });

  test("a stop that is taken back before there was room stands in the audit log, with when it was said", async () => {
    const { id } = await leeway.publish(document("Taken back", [node("in", "trigger.manual")], []));
    const entries = async () =>
      (await leeway.api("GET", "/audit?limit=100")).items.filter(({ subject }: { subject: string }) => subject === id);
    const before = Date.now();
    await withoutRoom("pause", `/workflows/${id}`);
    expect((await leeway.api("POST", `/workflows/${id}/resume`)).workflows).toEqual([]);
    const said = Date.now();
    disk.makeRoom();
    await eventually("written", async () => (await entries()).length > 1);
    const [resumed, paused] = await entries();
    expect([paused.action, resumed.action]).toEqual(["workflow.paused", "workflow.resumed"]);
    for (const { at } of [paused, resumed]) {
      expect(Date.parse(at)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(at)).toBeLessThanOrEqual(said);
    }
  });

  test("a token is paused at once, and stays so over a kill once there was room", async () => {
    const data = { token: "sandbox", baseUrl: "sandbox:" };
    await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data });
    const limits = async () => (await leeway.api("GET", "/limits")).items;
    const [{ id }] = await limits();
    const told = await withoutRoom("pause", `/limits/${id}`);
    expect(told).toMatchObject({ paused: true, unwritten: "pause", pausedBy: { since: expect.any(String) } });
    disk.makeRoom();
    await eventually("written", async () => (await limits())[0].unwritten === null);
    await leeway.kill();
    const db = new Database(join(leeway.data, "leeway.db"), { readonly: true });
    const last = db.prepare("SELECT action FROM audit_log WHERE subject = ? ORDER BY id DESC").pluck();
    expect(last.get(id)).toBe("token.paused");
    db.close();
    await leeway.start();
    expect(await limits()).toMatchObject([{ id, paused: true, unwritten: null }]);
  });
});
