import { amount, patience } from "@leeway/engine/testing";
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandOn, type Said } from "./cli.js";
import { contentOf, dataFolder, emptyFolder } from "./folders.js";

const dieAt = join(import.meta.dirname, "die-at.mjs");
/** More than any of them changes. */
const MOST = 200;
/** At every third of them, or at each: each one takes two processes. */
const FINENESS = { short: 1, long: 3 };
const STEP = 3 / amount(FINENESS);

const ran = (data: string, args: string[], at: number): Promise<Said> =>
  commandOn({ data, origin: "" }, args, { env: { DIE_AT: String(at), NODE_OPTIONS: `--import=${dieAt}` } }).ended;
/** What is of one moment there; what was put aside, and who restored it when, apart. */
const stateOf = (folder: string) =>
  Object.fromEntries(
    Object.entries(contentOf(folder)).filter(([name]) => !/^(before-restore-|restored\.json)/.test(name)),
  );

test(
  "a restore that is killed at any call that changes a file leaves the old data or the new, whole, once it is opened again",
  async () => {
    const [one, two, out] = [await dataFolder("one"), await dataFolder("two"), emptyFolder()];
    const file = join(out, "one.tar.gz");
    expect((await ran(one, ["backup", file], MOST)).code).toBe(0);
    const target = (n: number | string) => {
      const copy = join(out, String(n));
      cpSync(two, copy, { recursive: true });
      return copy;
    };
    const none = join(out, "none.tar.gz");
    writeFileSync(none, "no archive");
    const calm = target("calm");
    const old = stateOf(calm);
    expect((await ran(calm, ["restore", file], MOST)).code).toBe(0);
    const fresh = stateOf(calm);
    expect(fresh).not.toEqual(old);

    const seen: ("old" | "new")[] = [];
    for (let at = 0; ; at += STEP) {
      const folder = target(at);
      const { code } = await ran(folder, ["restore", file], at);
      // Whatever opens the folder next ends what was cut off; this does so and is refused.
      expect((await commandOn({ data: folder, origin: "" }, ["restore", none]).ended).code).toBe(3);
      const state = stateOf(folder);
      // What a dead one was still unpacking is nothing that counts, and goes with the next restore.
      const counts = Object.fromEntries(Object.entries(state).filter(([name]) => !name.startsWith("restoring/")));
      const isOld = JSON.stringify(counts) === JSON.stringify(old);
      expect(isOld ? old : fresh, `killed at call ${at}`).toEqual(counts);
      seen.push(isOld ? "old" : "new");
      if (code === 0) break;
      expect(code, `killed at call ${at}`).toBeNull();
      expect(at).toBeLessThan(MOST);
    }
    // At first the old, and from the deciding rename on the new.
    expect(seen.join(" ")).toMatch(/^(old ){4,}(new ?){2,}$/);
  },
  patience(FINENESS),
);

test(
  "a backup that replaces another and is killed at any call leaves under its name the one of before or the new one, whole",
  async () => {
    const [data, out] = [await dataFolder("one"), emptyFolder()];
    const file = join(out, "nightly.tar.gz");
    expect((await ran(data, ["backup", file], MOST)).code).toBe(0);
    const first = contentOf(out)["nightly.tar.gz"];
    const works = async (archive: string) => (await ran(emptyFolder(), ["restore", archive], MOST)).code === 0;
    for (let at = 0; ; at += STEP) {
      const { code } = await ran(data, ["backup", file, "--force"], at);
      const now = contentOf(out)["nightly.tar.gz"];
      if (now !== first) expect(await works(file), `killed at call ${at}`).toBe(true);
      if (code === 0) break;
      expect(at).toBeLessThan(MOST);
    }
    expect(contentOf(out)["nightly.tar.gz"]).not.toBe(first);
    expect(readdirSync(out).filter((name) => name.includes("unfinished")).length).toBeGreaterThan(0);
  },
  patience(FINENESS),
);
