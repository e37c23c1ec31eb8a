import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentOf, emptyFolder } from "../../backup/testing/folders.js";
import { putInPlace, RESTORED, restorationIn, SAID } from "./restored-folder.js";

const aside = "before-restore-2026-01-02T03-04-05-678Z";
const olds = ["leeway.db", "leeway.db-wal", "leeway.db-shm", "sandbox.db", "search.db", "uploads/file_a", "secret.key"];

/** A data folder beside whose old content a checked backup waits. */
function waiting(brings: readonly string[]): string {
  const folder = emptyFolder();
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const name of olds) put(name, `old ${name}`);
  for (const name of brings) put(join(RESTORED, name), `new ${name}`);
  const items = [...new Set(brings.map((name) => name.split("/")[0]))];
  put(join(RESTORED, SAID), JSON.stringify({ backupAt: "2026-01-01T00:00:00.000Z", by: "olena", aside, items }));
  return folder;
}

class Killed extends Error {}
/** Dies at the nth move; answers whether it had so many. */
function putAndDie(folder: string, at: number): boolean {
  let moves = 0;
  try {
    putInPlace(folder, (from, to) => {
      if (moves++ === at) throw new Killed();
      renameSync(from, to);
    });
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  }
}

test.each([
  [["leeway.db", "sandbox.db", "uploads/file_b", "secret.key"]],
  [["leeway.db"]],
  [["leeway.db", "uploads/file_a"]],
])("a restore of %j that dies at any move is whole after the next start", (brings) => {
  const calm = waiting(brings);
  putInPlace(calm);
  const expected = contentOf(calm);
  expect(restorationIn(calm)).toMatchObject({ backupAt: "2026-01-01T00:00:00.000Z", by: "olena" });
  let [at, died] = [0, true];
  for (; died; at++) {
    const folder = waiting(brings);
    died = putAndDie(folder, at);
    putInPlace(folder);
    expect(contentOf(folder), `after move ${at}`).toEqual(expected);
  }
  expect(at).toBeGreaterThan(brings.length + 4);
  const here = Object.keys(expected).filter((name) => !name.startsWith(aside) && name !== SAID);
  expect(here.sort()).toEqual([...new Set([...brings, "secret.key"])].sort());
  const gone = Object.keys(expected).filter((name) => name.startsWith(aside));
  expect(gone).toHaveLength(brings.includes("secret.key") ? olds.length : olds.length - 1);
});

test("a restore that died a second time, in another place, is whole after the third start", () => {
  const folder = waiting(["leeway.db", "uploads/file_b"]);
  const expected = waiting(["leeway.db", "uploads/file_b"]);
  putInPlace(expected);
  for (const at of [3, 0, 1, 1]) putAndDie(folder, at);
  putInPlace(folder);
  expect(contentOf(folder)).toEqual(contentOf(expected));
});
