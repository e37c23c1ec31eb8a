import { afterAll, beforeAll, expect, test } from "vitest";
import Database from "better-sqlite3";
import { join } from "node:path";
import { eventually, Leeway } from "./leeway.js";
import { SmallDisk } from "./small-disk.js";
import { whereThereIs } from "./where-there-is.js";

const disk = new SmallDisk(24);
afterAll(() => disk.close());

whereThereIs("a small disk", disk.why)("on a full disk", () => {
  const leeway = new Leeway(join(disk.folder, "data"));
  beforeAll(() => leeway.start());
  afterAll(() => leeway.close());

  const post = (path: string, cookie: string, body?: object) =>
    fetch(`${leeway.origin}/api/v1${path}`, {
      method: "POST",
      headers: { origin: leeway.origin, cookie, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const signIn = (password = "correct horse battery") =>
    post("/auth/sign-in", "", { email: "owner@leeway.example", password });
  const isIn = async (cookie: string) => (await fetch(`${leeway.origin}/api/v1/me`, { headers: { cookie } })).status;
  const read = <T>(sql: string) => {
    const db = new Database(join(leeway.data, "leeway.db"), { readonly: true });
    try {
      return db.prepare<[], T>(sql).pluck().all();
    } finally {
      db.close();
    }
  };
  const kept = () => read("SELECT id_hash FROM sessions").length;
  const told = () => read("SELECT at FROM audit_log WHERE action = 'signIn.done'").length;
  /** Signs in until there was no room for it: a little may be left. */
  const withoutRoom = () =>
    eventually("a session without room", async () => {
      disk.fill();
      const before = kept();
      const answer = await signIn();
      expect(answer.status).toBe(200);
      const [cookie] = answer.headers.getSetCookie().filter((line) => /^(__Host-)?leeway=/.test(line));
      return kept() === before ? cookie?.split(";")[0] : undefined;
    });

  test("one signs in and stops everything, and both are saved once there is room", async () => {
    const cookie = await withoutRoom();
    expect(await isIn(cookie)).toBe(200);
    expect((await signIn("another horse battery")).status).toBe(401);
    const stopped = await post("/workspace/pause", cookie);
    expect([stopped.status, ((await stopped.json()) as { workspace: object }).workspace]).toEqual([
      200,
      expect.objectContaining({ unwritten: "pause" }),
    ]);
    const [before, entries] = [kept(), told()];
    disk.makeRoom();
    await eventually("both written", async () => kept() > before && read("SELECT 1 FROM brakes").length > 0);
    expect([kept(), told()]).toEqual([before + 1, entries + 1]);
    await leeway.kill();
    await leeway.start();
    expect(await isIn(cookie)).toBe(200);
    expect((await post("/workspace/resume", cookie)).status).toBe(200);
  });

  test("one signs out of what was not saved, and it is never saved", async () => {
    const [first, second] = [await withoutRoom(), await withoutRoom()];
    expect((await post("/auth/sign-out", first)).status).toBe(204);
    expect([await isIn(first), await isIn(second)]).toEqual([401, 200]);
    const before = kept();
    disk.makeRoom();
    await eventually("the other one written", async () => kept() > before);
    expect([kept(), await isIn(first), await isIn(second)]).toEqual([before + 1, 401, 200]);
  });
});
