import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { locales } from "@leeway/engine";
import { createIntl } from "react-intl";
import { loadMessages } from "./catalogue.js";
import { en } from "./en/all.js";

const src = join(import.meta.dirname, "..");
const sources = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".test.ts") && !path.startsWith("messages"))
  .map((path) => readFileSync(join(src, path), "utf8"));

/** The keys that the editor's code names: whole, or with a part that is put in (`status.${name}`). */
const named = new Set(sources.flatMap((text) => [...text.matchAll(/"([\w.]+)"/g)].map(([, key]) => key)));
const patterns = sources
  .flatMap((text) => [...text.matchAll(/`([\w.]*\.\$\{[\w.]+\}[\w.]*)`/g)])
  .map(
    ([, key = ""]) =>
      new RegExp(
        `^${key
          .replace(/\$\{[\w.]+\}/g, "*")
          .replaceAll(".", "\\.")
          .replace("*", "\\w+")}$`,
      ),
  );

/** The values that a sentence takes. */
const values = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name = ""]) => name))].toSorted();

describe("the texts of the editor", () => {
  test("are each shown somewhere", () => {
    const unused = Object.keys(en).filter((key) => !named.has(key) && !patterns.some((one) => one.test(key)));
    expect(unused).toEqual([]);
  });
  test("asked for by name exist", () => {
    const asked = sources.flatMap((text) => [...text.matchAll(/\bt\("([\w.]+)"/g)].map(([, key = ""]) => key));
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !(key in en))).toEqual([]);
  });
  test.each(locales)("are whole in %s: the same keys, the same values, and readable", async (locale) => {
    const messages = await loadMessages(locale);
    expect(Object.keys(messages).toSorted()).toEqual(Object.keys(en).toSorted());
    const errors: string[] = [];
    const intl = createIntl({ locale, messages, onError: ({ message }) => errors.push(message) });
    for (const [id, english] of Object.entries(en)) {
      const names = values(english).map((name) => [name, 5] as const);
      expect(intl.formatMessage({ id }, Object.fromEntries(names))).not.toBe("");
    }
    expect(errors).toEqual([]);
  });
});
