import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sandbox } from "@leeway/leeloo-sandbox";
import BetterSqlite3 from "better-sqlite3";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartRefused } from "../adapters/database/data-folder.js";
import { openPlatform } from "../adapters/platform.js";
import { readEnvironment } from "../config/environment.js";
import { languageOf, openSandbox, type OpenSandbox } from "./open-sandbox.js";

const vip = "595f5d522a934035decc093e";
const headers = { "x-leeloo-authtoken": "sandbox", "content-type": "application/json" };
let folder: string;
let opened: OpenSandbox[] = [];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "sandbox-"))));
afterEach(() => {
  for (const one of opened) one.close();
  opened = [];
  rmSync(folder, { recursive: true });
});

function open(options: Parameters<typeof openSandbox>[1] = {}): OpenSandbox {
  const one = openSandbox(folder, options);
  opened.push(one);
  return one;
}
async function call(world: Sandbox, method: string, path: string, body: object) {
  const url = `/sandbox/api/v2${path}`;
  return JSON.parse((await world.handle({ method, url, headers, body: JSON.stringify(body) })).body);
}
const add = (world: Sandbox, name = "Олена") =>
  call(world, "POST", "/people", { name, leadgentool_id: "5e1f119d6c384804b31e945e" });
/** All that a world shows. */
const shown = (world: Sandbox) => [world.snapshot(), world.requests(), world.target(), world.deliveries()];

describe("what happened in a world", () => {
  test("is in the file before the answer is given", () => {
    void add(open().worlds.of("a"));
    const other = new BetterSqlite3(join(folder, "sandbox.db"), { readonly: true });
    expect(other.prepare("SELECT row FROM rows WHERE kind = 'people'").pluck().all()).toEqual([
      expect.stringContaining("Олена"),
    ]);
    other.close();
    expect(statSync(join(folder, "sandbox.db")).mode & 0o077).toBe(0);
  });

  test("is there for the next process, in its order, each owner's apart, and goes on with new ids", async () => {
    const deliver = () => Promise.resolve(204);
    const first = open({ deliver }).worlds;
    const world = first.of("a");
    world.setTarget("http://a.example/");
    const { data } = await add(world);
    await call(world, "PUT", `/people/${data.person_id}/add-tag`, { tag_id: vip });
    await call(world, "PUT", "/people/66fac2b853d5470e1ed207b0/add-tag", { tag_id: vip });
    await add(world, "Друга");
    await call(world, "POST", "/messages/send-message", { account_id: data.id, text: "Вітаємо!" });
    await world.happen({ type: "SALE", personId: data.person_id });
    await add(first.of("b"), "Ніна");
    const again = open({ deliver }).worlds;
    for (const owner of ["a", "b", "c"]) expect(shown(again.of(owner))).toEqual(shown(first.of(owner)));
    expect(again.of("a").deliveries()).toHaveLength(3);
    const { id } = (await add(again.of("a"), "Третя")).data;
    expect(
      again
        .of("a")
        .snapshot()
        .people.map((one) => one.accounts[0]?.id),
    ).toContain(id);
    expect(again.of("a").snapshot().people).toHaveLength(7);
  });

  test("counts for the limit of the next process", async () => {
    const world = open({ limitPerMinute: 2 }).worlds.of("a");
    await add(world);
    await add(world);
    const again = open({ limitPerMinute: 2 }).worlds.of("a");
    const answer = await again.handle({ method: "GET", url: "/sandbox/api/v2/tags", headers, body: "" });
    expect(answer.status).toBe(429);
  });

  test("is gone after a reset, for the next process too; the webhook stays", async () => {
    const world = open().worlds.of("a");
    world.setTarget("http://a.example/");
    await call(world, "PUT", "/people/66fac2b853d5470e1ed207b0/add-tag", { tag_id: vip });
    world.reset();
    const fresh = open().worlds.of("b").snapshot();
    expect(shown(open().worlds.of("a"))).toEqual([fresh, [], "http://a.example/", []]);
  });

  test("keeps the language in which it began", async () => {
    const world = open({ languageOf: () => "en" }).worlds.of("a");
    await add(world);
    const { worlds } = open({ languageOf: () => "ru" });
    expect(worlds.of("a").snapshot().tags[0]?.name).toBe("Order from the site");
    expect(worlds.of("b").snapshot().tags[0]?.name).toBe("Заказ с сайта");
    worlds.of("a").reset();
    expect(
      open({ languageOf: () => "uk" })
        .worlds.of("a")
        .snapshot().tags[0]?.name,
    ).toBe("Заказ с сайта");
  });

  test("does not happen once the sandbox is closed", async () => {
    const one = open();
    const world = one.worlds.of("a");
    one.close();
    await expect(add(world)).rejects.toThrow("not open");
    expect(world.snapshot().people).toHaveLength(4);
  });

  test("is kept of the latest thousand calls alone", async () => {
    const world = open({ limitPerMinute: 5_000 }).worlds.of("a");
    for (let n = 0; n < 1_100; n++) await call(world, "PUT", "/nowhere", {});
    const other = new BetterSqlite3(join(folder, "sandbox.db"), { readonly: true });
    expect(other.prepare("SELECT count(*), min(id) FROM calls").raw().get()).toEqual([1_000, 101]);
    other.close();
  });
});

describe("worlds in memory", () => {
  test("are as many as are allowed; those that were let go of come back as they were", async () => {
    const { worlds } = open({ mostInMemory: 3 });
    for (let n = 0; n < 20; n++) await add(worlds.of(`w${n}`), `Людина ${n}`);
    expect(worlds.size).toBe(3);
    const first = worlds.of("w0");
    expect(first.snapshot().people[0]?.name).toBe("Людина 0");
    expect([first.requests().length, worlds.size]).toEqual([1, 3]);
  });

  test("leave in the order in which they were looked at last", () => {
    const { worlds } = open({ mostInMemory: 2 });
    const a = worlds.of("a");
    worlds.of("b");
    worlds.of("a");
    worlds.of("c");
    expect(worlds.of("a")).toBe(a);
  });

  test("stay while their events are on the way", async () => {
    let arrive = (_status: number): void => {};
    const deliver = () => new Promise<number>((resolve) => (arrive = resolve));
    const { worlds } = open({ mostInMemory: 1, deliver });
    const world = worlds.of("a");
    world.setTarget("http://a.example/");
    const happened = world.happen({ type: "ORDER", personId: "66fac2b853d5470e1ed207a0" });
    worlds.of("b");
    expect([worlds.of("a") === world, worlds.size]).toEqual([true, 1]);
    worlds.of("b");
    await new Promise((resolve) => setImmediate(resolve));
    arrive(200);
    await happened;
    worlds.of("c");
    expect([worlds.size, worlds.of("a") === world]).toEqual([1, false]);
    expect(worlds.of("a").deliveries()).toMatchObject([{ status: 200 }]);
  });
});

describe("the file", () => {
  test("that is no database keeps the server from starting, and says what to do", () => {
    writeFileSync(join(folder, "sandbox.db"), "this is a text file and nothing that a database has written".repeat(40));
    expect(() => open()).toThrow(StartRefused);
    expect(() => open()).toThrow(/sandbox\.db.*Move it away/);
  });

  test("of earlier versions, with its names, is removed", () => {
    writeFileSync(join(folder, "sandbox.jsonl"), "{}");
    open();
    expect(existsSync(join(folder, "sandbox.jsonl"))).toBe(false);
  });
});

test("a world's language is its owner's, and English where it is nobody's", async () => {
  const platform = await openPlatform(readEnvironment({ LEEWAY_DATA_DIR: join(folder, "own"), PORT: "0" }), "test");
  await platform.database.queue.write((db) => {
    const user = db.prepare(
      "INSERT INTO users (id, email, name, locale, password_hash, created_at) VALUES (?, ?, ?, ?, 'x', ?)",
    );
    user.run("user_1", "o@example.com", "O", "ru", 2);
    user.run("user_2", "m@example.com", "M", "uk", 1);
    const member = db.prepare("INSERT INTO memberships (workspace_id, user_id, role) VALUES ('ws_1', ?, ?)");
    member.run("user_2", "member");
    member.run("user_1", "owner");
  });
  const of = languageOf(platform.database);
  expect([of("ws_1"), of("")]).toEqual(["ru", "en"]);
  await platform.close();
});
