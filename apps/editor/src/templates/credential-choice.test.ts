import { expect, test } from "vitest";
import { templates } from "@leeway/nodes/templates";
import { credentialsFor, lacksCredential, othersFor } from "./credential-choice.js";

const real = { id: "cred_1", name: "Shop", type: "leelooToken" as const };
const sandbox = { id: "cred_2", name: "Sandbox", type: "leelooToken" as const, sandbox: true };
const other = { id: "cred_3", name: "Bank", type: "httpBearer" as const };
const [template] = templates;
if (!template) throw new Error("no template");

test("a template asks which of several Leeloo tokens it should use, the sandbox's first", () => {
  expect(credentialsFor(template, [real, other, sandbox])).toEqual([sandbox, real]);
  expect(credentialsFor(template, [real, other])).toEqual([real]);
  expect(credentialsFor(template, [other])).toEqual([]);
});

test("a template without a step of Leeloo asks for no token", () => {
  const steps = template.steps.filter(({ type }) => !type.startsWith("leeloo."));
  expect(steps.length).toBeGreaterThan(0);
  expect(credentialsFor({ ...template, steps }, [real, sandbox])).toEqual([]);
});

test("of each other service that a template writes to, the only credential is taken", () => {
  const daily = templates.find(({ id }) => id === "daily-sales")!;
  const bot = { id: "bot", name: "Bot", type: "telegramBot" } as const;
  expect(othersFor(daily, [bot, { id: "mail", name: "Mail", type: "smtp" }])).toEqual({ telegram: "bot" });
  expect(othersFor(daily, [bot, { ...bot, id: "other" }])).toEqual({});
  expect(lacksCredential(daily, { leeloo: "l", telegram: "bot" })).toBe(false);
  expect(lacksCredential(daily, { leeloo: "l" })).toBe(true);
});
