import { expect, test } from "vitest";
import { faultsOf, isWhole, newChannel } from "./notices-model.js";

const mail = { id: "mail", type: "smtp" } as const;
const bot = { id: "bot", type: "telegramBot" } as const;

test("a new channel takes the only credential that fits", () => {
  expect(newChannel("email", [mail, bot])).toEqual({ kind: "email", credential: "mail", to: [] });
  expect(newChannel("telegram", [mail, bot, { ...bot, id: "other" }])).toMatchObject({ credential: "" });
  expect(newChannel("webhook", [mail])).toEqual({ kind: "webhook", url: "" });
});

test("what is missing in a channel is known by its field", () => {
  expect([...faultsOf(newChannel("email", []))].toSorted()).toEqual(["credential", "to"]);
  expect([...faultsOf({ kind: "email", credential: "mail", to: ["anna"] })]).toEqual(["to"]);
  expect([...faultsOf({ kind: "webhook", url: "shop" })]).toEqual(["url"]);
  expect(faultsOf({ kind: "telegram", credential: "bot", chat: "@team" }).size).toBe(0);
});

test("a rule without channels is whole, one that is told of nothing is not", () => {
  const rule = { channels: [], on: ["failed" as const], digestMinutes: 60, language: "uk" as const };
  expect([isWhole(rule), isWhole({ ...rule, on: [] })]).toEqual([true, false]);
});
