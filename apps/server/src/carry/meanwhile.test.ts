import "reflect-metadata";
import { storedDocumentSchema } from "@leeway/engine";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { LabelsService } from "../labels/labels.service.js";
import { PublishingService } from "../workflows/publishing.service.js";
import { documentOf, twoWorkspaces, type TwoWorkspaces } from "./testing/two-workspaces.js";

/** What others do while a large file is taken in: they wait for the rows that are written, and for nothing else. */
let two: TwoWorkspaces;
beforeAll(async () => {
  two = await twoWorkspaces();
  await two.fill();
});
beforeEach(() =>
  two.server.platform.database.queue.write((db) => db.exec("DELETE FROM workflows WHERE workspace_id = 'ws_2'")),
);
afterAll(() => two.close());

const MANY = 60;
const many = (steps: object[] = [], count = MANY) =>
  Array.from({ length: count }, (_, index) => ({
    id: `w${index}`,
    labels: ["Shop"],
    document: documentOf(`Many ${index}`, { id: "in", type: "trigger.manual", params: {} }, ...steps),
  }));
const fileOf = async (workflows: object[]) => ({ ...(await two.exported()), workflows });
const changed = [{ id: "set", type: "logic.set", params: {} }];

/** Others who write all the time, as calls of webhooks do; answers how many of their writes were committed by now. */
function others(): () => number {
  const { queue } = two.server.platform.database;
  let committed = 0;
  let done = false;
  const write = async (): Promise<void> => {
    while (!done) {
      await queue.write(() => undefined);
      committed++;
    }
  };
  void write();
  onTestFinished(() => {
    done = true;
  });
  return () => committed;
}

test.each([true, false])("others write while a file is read, compared and checked (dry run: %s)", async (dryRun) => {
  const { app } = two.server;
  const { handle } = two.server.platform.database;
  await two.imported(await fileOf(many()));
  const file = await fileOf(many(changed));
  const committed = others();
  const seen: { what: string; within: boolean; after: number }[] = [];
  const see = (what: string) => void seen.push({ what, within: handle.inTransaction, after: committed() });
  watch(storedDocumentSchema, "parse", see);
  watch(app.get(LabelsService, { strict: false }), "attach", see);
  watch(app.get(PublishingService, { strict: false }), "errorsOf", see);
  const report = await two.imported(file, { dryRun, choices: { workflows: "theirs" } });
  expect(report.workflows.map(({ outcome }) => outcome)).toEqual(Array(MANY).fill("replaced"));
  const of = (what: string) => seen.filter((one) => one.what === what);
  // The drafts that are here are read before the write, the check comes after it, and in the write are the rows alone.
  expect([of("parse"), of("attach"), of("errorsOf")].map((all) => all.length)).toEqual([MANY, MANY, MANY]);
  expect(of("parse").some(({ within }) => within)).toBe(false);
  expect(of("attach").every(({ within }) => within)).toBe(true);
  expect(of("errorsOf").some(({ within }) => within)).toBe(false);
  for (const what of ["parse", "errorsOf"]) expect(new Set(of(what).map(({ after }) => after)).size).toBeGreaterThan(4);
  expect(new Set(of("attach").map(({ after }) => after)).size).toBe(1);
});

test("as many statements are prepared for sixty workflows as for three", async () => {
  const { handle } = two.server.platform.database;
  const prepare = vi.spyOn(handle, "prepare");
  onTestFinished(() => prepare.mockRestore());
  const preparedFor = async (count: number, steps: object[]) => {
    const file = await fileOf(many(steps, count));
    prepare.mockClear();
    await two.imported(file, { choices: { workflows: "theirs" } });
    return prepare.mock.calls.filter(([sql]) => /workflow|hooks|labels/.test(sql)).length;
  };
  const [three, sixty] = [await preparedFor(3, []), await preparedFor(MANY, [])];
  expect(sixty).toBeLessThanOrEqual(three);
  const [again, all] = [
    await preparedFor(3, changed),
    await preparedFor(MANY, [{ id: "x", type: "logic.set", params: {} }]),
  ];
  expect(all).toBeLessThanOrEqual(again);
});

test("what others change while a file is compared counts: a workflow that was renamed is not replaced", async () => {
  const { queue } = two.server.platform.database;
  const first = await two.imported(await fileOf(many([], 7)));
  const file = await fileOf(many(changed, 7));
  const parse = storedDocumentSchema.parse.bind(storedDocumentSchema);
  const spy = vi.spyOn(storedDocumentSchema, "parse").mockImplementationOnce((...sent) => {
    // As a save of somebody else would, between two pieces.
    void queue.write((db) =>
      db
        .prepare("UPDATE workflows SET name = 'Theirs', revision = 2 WHERE id = ? AND workspace_id = 'ws_2'")
        .run(first.workflows[6]?.id),
    );
    return parse(...sent);
  });
  onTestFinished(() => spy.mockRestore());
  const report = await two.imported(file, { choices: { workflows: "theirs" } });
  expect(report.workflows.map(({ outcome }) => outcome)).toEqual([...Array(6).fill("replaced"), "made"]);
});

/** Tells of each call of a method, which does what it does. */
function watch<K extends PropertyKey, T extends Record<K, unknown>>(of: T, name: K, see: (what: string) => void): void {
  const does = (of[name] as (...sent: unknown[]) => unknown).bind(of);
  const watched = (...sent: unknown[]) => {
    see(String(name));
    return does(...sent);
  };
  Object.defineProperty(of, name, { value: watched, configurable: true, writable: true });
  onTestFinished(() => void Object.defineProperty(of, name, { value: does, configurable: true, writable: true }));
}
