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

test.each(["data", "result", "results", "answer", "payload", "found"])(
  "what stands under %s in answers and events came with a run, and is looked through",
  (key) => {
    const answer = { input: { passport: "FM123456" }, [key]: { text: "It is FM123456." } };
    expect(shown(answer, "passport")).toEqual({ input: { passport: "•••" }, [key]: { text: "It is •••." } });
  },
);

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
