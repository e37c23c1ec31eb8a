import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getHeapSpaceStatistics } from "node:v8";
import { onTestFinished, expect, test } from "vitest";
import { serverFolder } from "../server-folder.js";
import { bundled, compiledOf, run } from "./bundled.js";

/** A bundle beside which the code lies that was compiled of `exports.answer = 42`. */
function withCompiled(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), "leeway-bundled-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "bundle.cjs");
  writeFileSync(file, "exports.answer = 42;");
  writeFileSync(compiledOf(file), bundled(file).createCachedData());
  writeFileSync(file, source);
  return file;
}

test("what was compiled ahead is taken", () => {
  const file = withCompiled("exports.answer = 42;");
  const script = bundled(file);
  expect(script.cachedDataRejected).toBe(false);
  expect(run(script, file)).toEqual({ answer: 42 });
});

test("what was compiled of another source is left, and the source runs", () => {
  const file = withCompiled("exports.answer = 'of a later source';");
  const script = bundled(file);
  expect(script.cachedDataRejected).toBe(true);
  expect(run(script, file)).toEqual({ answer: "of a later source" });
});

test.each(["server.cjs", "cli.cjs"])("%s, which people run, has its code compiled ahead", (name) => {
  expect(bundled(join(serverFolder, "dist/bundle", name)).cachedDataRejected).toBe(false);
});

test.each(["server.cjs", "cli.cjs"])("%s is the same read as Latin-1 and as UTF-8", (name) => {
  const bytes = readFileSync(join(serverFolder, "dist/bundle", name));
  expect(bytes.findIndex((byte) => byte > 127)).toBe(-1);
});

test("the text of a bundle lies beside V8's heap", () => {
  const file = join(serverFolder, "dist/bundle/server.cjs");
  const large = () =>
    getHeapSpaceStatistics().find(({ space_name: name }) => name === "large_object_space")?.space_used_size ?? 0;
  const before = large();
  const script = bundled(file);
  expect(large() - before).toBeLessThan(statSync(file).size / 4);
  expect(script.cachedDataRejected).toBe(false);
});
