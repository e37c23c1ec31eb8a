import { expect, test } from "vitest";
import { catalogue, demoWorkflow } from "@leeway/nodes";
import type { Json, Locale, NodeDefinition } from "@leeway/engine";
import { lineParts, type Part } from "./line-parts.js";

const definition = (type: string) => catalogue.get(type) as NodeDefinition;
const said = (part: Part): string => {
  if (part.kind === "text") return part.text;
  if (part.kind === "source") return `[${[part.source.root, ...part.source.path].join(".")}${part.whole ? "!" : ""}]`;
  if (part.kind === "missing") return `?${part.title.en}?`;
  return part.kind === "op" ? part.op : part.kind;
};
const line = (type: string, params: Record<string, Json>) =>
  lineParts(definition(type), { params }, "en").map(said).join("");

test("a message is quoted with its sources in it, and goes to one of two steps", () => {
  const params = demoWorkflow("en", "c").nodes.find(({ id }) => id === "message")?.params ?? {};
  expect(line("leeloo.message.send", params)).toMatch(
    /^Send “Hello \[trigger\.body\.name\]! We have received your order №\[trigger\.body\.number\].*” to \[steps\.person!\]or\[steps\.find!\]$/,
  );
});
test("no card of the demo shows braces", () => {
  for (const { type, params } of demoWorkflow("uk", "c").nodes)
    expect(lineParts(definition(type), { params }, "uk").map(said).join("")).not.toMatch(/[{}]/);
});
test("a required param that is empty is asked for, an optional one is left out", () => {
  expect(line("leeloo.message.send", {})).toBe("Send “?Text?” to ?Channel?");
  expect(line("leeloo.person.list", {}).trim()).toBe("Find people");
});
test("what was chosen by its name is said by it, alone and in a list", () => {
  const id = "595f5d522a934035decc093d";
  const labels = { tag_id: { [id]: "VIP" }, "filter[tags]": { [id]: "Mentor" } };
  const words = (type: string, params: Record<string, Json>) =>
    lineParts(definition(type), { params, labels }, "en").map(said).join("").trim();
  expect(words("leeloo.person.addTag", { tag_id: id })).toBe("Tag: VIP");
  expect(words("leeloo.person.list", { "filter[tags]": [id, "VIP"] })).toContain("Mentor, VIP");
});
test("a condition is said in words, and further ones are counted", () => {
  const all = [
    { value: "{{ steps.find.data }}", op: "isNotEmpty" },
    { value: "{{ trigger.total }}", op: "greater", to: 20 },
  ];
  expect(line("logic.if", { where: { all } })).toBe("If [steps.find.data!] isNotEmpty more");
  expect(line("logic.if", { where: { all: [] } })).toBe("If ?Condition?");
});
test("a choice is said by its title, and its default counts", () => {
  expect(line("logic.stop", { status: "failed", message: "no stock" })).toBe("Stop: Failed no stock");
  expect(line("logic.stop", {}).trim()).toBe("Stop: Succeeded");
});
test("several choices are said by their titles, and what is none by itself", () => {
  expect(line("trigger.leelooEvent", { events: ["ORDER", "REFUND"] })).toBe("Leeloo event: New order, REFUND");
});
test("a long id shows its ends", () => {
  expect(line("leeloo.person.addTag", { tag_id: "595f5d522a934035decc093d" })).toBe("Tag: 595f…093d");
});
test("what the step does not ask for now is not in its line", () => {
  expect(line("logic.wait", { mode: "approval" })).toBe("Wait until a person approves");
  expect(line("logic.wait", { amount: 2, unit: "days" })).toBe("Wait for a while: 2 days");
  expect(line("logic.wait", { mode: "hours", to: "19:00" }).replace(/ +/g, " ")).toBe(
    "Wait until sending hours: 09:00–19:00",
  );
  const often = { mode: "hours", weekdays: [1, 5], timezone: "Europe/Kyiv" };
  expect(line("logic.wait", often).replace(/ +/g, " ")).toBe(
    "Wait until sending hours: 09:00–20:00 Monday, Friday Europe/Kyiv",
  );
  expect(line("logic.wait", { mode: "until" })).toContain("?Date and time?");
});
test("a picked moment is said on the clocks of the workflow, whatever the reader's; one from elsewhere stays as it is", () => {
  const until = (value: string, locale: Locale) =>
    lineParts(definition("logic.wait"), { params: { mode: "until", until: value } }, locale)
      .map(said)
      .join("")
      .replace(/ +/g, " ");
  expect(until("2026-12-01T09:30", "uk")).toMatch(/^Чекати до дати й часу: 1 груд\. 2026\sр\., 09:30$/);
  expect(until("2026-12-01T09:30:00", "ru")).toMatch(/^Ждать до даты и времени: 1 дек\. 2026\sг\., 09:30$/);
  expect(until("2026-13-01T09:30", "en")).toBe("Wait until a date and time: 2026-13-01T09:30");
  expect(until("2026-02-30T09:30", "en")).toBe("Wait until a date and time: 2026-02-30T09:30");
  expect(until("{{ trigger.day }}", "en")).toBe("Wait until a date and time: [trigger.day!]");
});
test("a unit is said as the language counts it", () => {
  const wait = (locale: Locale, amount: Json, unit: string) =>
    lineParts(definition("logic.wait"), { params: { amount, unit } }, locale).map(said).join("");
  expect(wait("en", 1, "days")).toBe("Wait for a while: 1 day");
  expect([1, 3, 5, 1.5].map((days) => wait("uk", days, "days").split(": ")[1])).toEqual([
    "1 день",
    "3 дні",
    "5 днів",
    "1.5 дня",
  ]);
  expect(wait("ru", 2, "seconds")).toBe("Ждать определённое время: 2 секунды");
  expect(wait("ru", "{{ trigger.days }}", "days")).toBe("Ждать определённое время: [trigger.days!] дни");
});
