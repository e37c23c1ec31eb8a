import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { definitions } from "@leeway/nodes";
import { loadMessages } from "../messages/catalogue.js";

test("every step has a picture of the set, and every group its heading", async () => {
  // Read as text: loading the set itself takes seconds.
  const set = readFileSync(join(import.meta.dirname, "icons.ts"), "utf8");
  const known = new Set([...set.matchAll(/^ {2}"?([\w-]+)"?: Icon\w+,$/gm)].map(([, name]) => name));
  expect(definitions.filter(({ icon }) => !known.has(icon)).map(({ type, icon }) => [type, icon])).toEqual([]);
  const messages = await loadMessages("en");
  expect(definitions.filter(({ group }) => !(`palette.group.${group}` in messages)).map(({ type }) => type)).toEqual(
    [],
  );
});
