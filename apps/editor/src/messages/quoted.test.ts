import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { locales, type Locale } from "@leeway/engine";
import { definitions } from "@leeway/nodes";
import { loadMessages } from "./catalogue.js";

const said = join(import.meta.dirname, "../../../../packages/api/src/messages");

/** Quoted, and yet no word of the editor. */
const others: Record<Locale, readonly string[]> = {
  // Leeloo's own screens; fields of its answers; a word that a case may not have as its id; a sign in an address.
  en: ["refresh", "Copy LGT ID", "Details", "linked", "included", "default", "?"],
  uk: ["оновити", "Скопіювати LGT ID", "Детальніше", "linked", "included", "default", "?"],
  ru: ["обновить", "Скопировать LGT ID", "Подробнее", "linked", "included", "default", "?"],
};
/** What a webhook answers while nothing is published: no button, the answer's own words. */
const answers: Record<Locale, readonly string[]> = { en: ["not found"], uk: ["не знайдено"], ru: ["не найдено"] };

/** What stands in quotation marks and holds no value: the name of something that one looks for on the screen. */
const quotedIn = (text: string) => [...text.matchAll(/[“«]([^“”«»{}]+)[”»]/g)].map(([, words = ""]) => words);

/** Also of folders: large catalogues are cut into pieces. */
const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

const server = (locale: Locale) =>
  sourcesIn(join(said, locale)).flatMap((file) => {
    // Parts of sentences begin and end in the middle of one: the whole line is read.
    const lines = readFileSync(join(said, locale, file), "utf8").split("\n");
    return lines.filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line));
  });

const inForms = (locale: Locale) =>
  definitions.flatMap(({ title, summary, params, ports }) => [
    title[locale],
    summary[locale],
    ...ports.map((port) => port.title[locale]),
    ...params.flatMap((param) => [
      param.title[locale],
      param.help?.[locale] ?? "",
      ...(param.options ?? []).map((option) => option.title[locale]),
    ]),
  ]);

describe.each(locales)("what a text in %s names in quotation marks", (locale) => {
  test("is a word of the editor in the same language", async () => {
    const editor = Object.values(await loadMessages(locale));
    const forms = inForms(locale);
    const shown = new Set([...editor, ...forms, ...others[locale], ...answers[locale]]);
    const texts = [...server(locale), ...editor, ...forms];
    const quoted = texts.flatMap(quotedIn);
    expect(quoted.length).toBeGreaterThan(30);
    expect([...new Set(quoted)].filter((words) => !shown.has(words))).toEqual([]);
  });

  test("and is no word of the editor, is still quoted somewhere", async () => {
    const texts = [...server(locale), ...Object.values(await loadMessages(locale)), ...inForms(locale)];
    const quoted = new Set(texts.flatMap(quotedIn));
    expect([...others[locale], ...answers[locale]].filter((words) => !quoted.has(words))).toEqual([]);
  });
});
