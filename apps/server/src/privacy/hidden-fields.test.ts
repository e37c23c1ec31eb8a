import { expect, test } from "vitest";
import { HiddenFields } from "./hidden-fields.js";
import { masked } from "./mask.js";

/** As a viewer reads the answer, where a workspace hides these fields. */
const shown = (answer: unknown, ...names: string[]) => {
  const hidden = new HiddenFields(names);
  hidden.see(answer);
  return masked(answer, { hidden, kept: new Set() });
};

test.each([
  ["a list of names and values", [{ name: "Passport", value: "FM123456" }], [{ name: "Passport", value: "•••" }]],
  ["a list by other words", [{ key: "passport", values: ["FM1"] }], [{ key: "passport", values: "•••" }]],
  ["a header", { "X-Passport": 1, passport: "FM1" }, { "X-Passport": 1, passport: "•••" }],
  ["JSON in a text", '{"passport":"FM 1, of \\"2020\\"","n":2}', '{"passport":•••,"n":2}'],
  ["JSON in JSON in a text", '"{\\"passport\\":\\"FM1\\",\\"n\\":2}"', '"{\\"passport\\":•••,\\"n\\":2}"'],
  ["a whole object in a text", '{"passport":{"number":"FM1","by":"8001"},"n":2}', '{"passport":•••,"n":2}'],
  ["a number in a text", '{"passport": 123456789, "n": 2}', '{"passport": •••, "n": 2}'],
  ["a form", "n=2&passport=FM1%20A&m=3", "n=2&passport=•••&m=3"],
  [
    "JSON in an address",
    "?q=%7B%22passport%22%3A%22FM1%22%2C%22n%22%3A2%7D",
    "?q=%7B%22passport%22%3A•••%2C%22n%22%3A2%7D",
  ],
  ["a line of a text in JSON", String.raw`"Hi\npassport: FM1\nThanks"`, String.raw`"Hi\npassport: •••\nThanks"`],
  ["plain words", "Passport: FM 123456\nThanks", "Passport: •••\nThanks"],
])("a chosen field is hidden in %s", (_, answer, expected) => {
  expect(shown({ output: answer }, "passport")).toEqual({ output: expected });
});

test("a value that stands under its name somewhere is hidden where it stands without, as text, as key and as number", () => {
  const answer = {
    input: { body: { passport: "FM123456", code: 987654 } },
    output: { text: "Dear Olena, FM123456 is valid", FM123456: 1, copy: 987654, other: 987655 },
  };
  expect(shown(answer, "passport", "code")).toEqual({
    input: { body: { passport: "•••", code: "•••" } },
    output: { text: "Dear Olena, ••• is valid", "•••": 1, copy: "•••", other: 987655 },
  });
});

test.each(["data", "result", "results", "answer", "payload", "found", "names"])(
  "what stands under %s in answers and events came with a run, and is looked through",
  (key) => {
    const answer = { input: { passport: "FM123456" }, [key]: { text: "It is FM123456." } };
    expect(shown(answer, "passport")).toEqual({ input: { passport: "•••" }, [key]: { text: "It is •••." } });
  },
);

test("a name is found as addresses and JSON write it", () => {
  const form = new URLSearchParams([["паспорт", "№ 777"]]).toString();
  const escaped = (letter: string) => `\\u0${letter.charCodeAt(0).toString(16)}`;
  const json = JSON.stringify({ паспорт: "777" }).replaceAll(/[а-я]/g, escaped);
  const { output } = shown({ output: [form, json] }, "паспорт") as { output: string[] };
  expect([form, json].map((text) => text.includes("777"))).toEqual([true, true]);
  expect(output.map((text) => [text.includes("•••"), text.includes("777")])).toEqual([
    [true, false],
    [true, false],
  ]);
});

test.each([
  ["JSON", '{"passport":"FM 123456","n":[1]}'],
  ["JSON inside of a text", 'Sent {"passport":"FM 123456"} at 9'],
  ["a form", "n=1&passport=FM+123456&m=2"],
  ["an address", "https://x.example/?passport=FM%20123456#a"],
  ["plain words", "Passport: FM 123456\nThanks"],
])("a value that stands after its name in %s alone is hidden where it stands without", (_, text) => {
  expect(shown({ input: text, output: "FM 123456 is valid" }, "passport")).toMatchObject({ output: "••• is valid" });
});

test.each([
  ["an address", "/a?doc=%D0%90%D0%91%20%2212%22"],
  ["a form", "doc=%D0%90%D0%91+%2212%22&n=1"],
  ["JSON in a text", String.raw`{"doc":"АБ \"12\""}`],
  ["JSON of small letters alone", String.raw`{"doc":"\u0410\u0411 \"12\""}`],
  ["HTML", "<b>АБ &quot;12&quot;</b>"],
  ["Base64", Buffer.from('doc АБ "12"!').toString("base64")],
  ["hex", Buffer.from('АБ "12"').toString("hex")],
])("a value is hidden as %s spells it", (_, text) => {
  const { output } = shown({ input: { passport: 'АБ "12"' }, output: text }, "passport") as { output: string };
  expect(output).toContain("•••");
});

test("values beyond those that are known in every spelling are still hidden as they are", () => {
  const fields = new HiddenFields(["passport"]);
  fields.see(Array.from({ length: 6_000 }, (_, number) => ({ passport: `FM/${10_000 + number}` })));
  expect(["FM/10000", "FM%2F10000", "FM/15999", "FM%2F15999"].map((text) => fields.outOf(text))).toEqual([
    "•••",
    "•••",
    "•••",
    "FM%2F15999",
  ]);
});

test("JSON in a text may be as deep as it wants", () => {
  const deep = (inside: string) => "[".repeat(50_000) + inside + "]".repeat(50_000);
  for (const text of [deep('{"passport":"FM 123456"}'), `{"passport":${deep('"FM 123456"')}}`])
    expect(shown({ input: text, output: "FM 123456" }, "passport")).toMatchObject({ output: expect.any(String) });
});

test("words of ours stay, whatever values of people look like them", () => {
  const answer = {
    status: "succeeded",
    workflowName: "Passport: new",
    input: { passport: "succeeded" },
    output: "hit",
  };
  expect(shown(answer, "passport")).toEqual({ ...answer, input: { passport: "•••" } });
});

test("names are names, not patterns, and parts of other words are none", () => {
  const answer = {
    output: { "a.b": "FM1", axb: "FM2", text: "a.b=FM3", of: "axb=FM4 mypassport=FM5 passport_no=FM6" },
  };
  expect(shown(answer, "a.b", "passport")).toEqual({
    output: { "a.b": "•••", axb: "FM2", text: "a.b=•••", of: "axb=FM4 mypassport=FM5 passport_no=FM6" },
  });
});

test("short values and what was hidden before are looked for nowhere else", () => {
  const answer = { input: { passport: ["ab", "•••67"] }, output: "ab •••67" };
  expect(shown(answer, "passport")).toEqual({ input: { passport: "•••" }, output: "ab •••67" });
});

test("a value is found in a short text wherever it stands, the longest first, also where many begin alike", () => {
  const many = Array.from({ length: 300 }, (_, number) => ({ passport: `FM12${number}` }));
  const fields = new HiddenFields(["passport"]);
  fields.see([...many, { passport: "FM12" }, { passport: "2999" }, { passport: "12345678 AB" }]);
  expect(fields.outOf("FM12299")).toBe("•••");
  expect(fields.outOf("FM122999.")).toBe("•••9.");
  expect(fields.outOf("(FM12) FM12x 2999")).toBe("(•••) •••x •••");
  expect(fields.outOf("of 12345678 AB, 12345678")).toBe("of •••, 12345678");
  const long = "no such thing ".repeat(50);
  expect(fields.outOf(`${long}FM1277`)).toBe(`${long}•••`);
});

test("an answer of many short texts is not looked through for each value in each of them", () => {
  const fields = new HiddenFields(["passport"]);
  fields.see(Array.from({ length: 1_000 }, (_, number) => ({ passport: `FM${100_000 + number}` })));
  const before = process.cpuUsage();
  for (let number = 0; number < 20_000; number++) fields.outOf(`name ${number}`);
  const { user } = process.cpuUsage(before);
  // Microseconds; each of them for each was more than two million.
  expect(user).toBeLessThan(1_000_000);
});
