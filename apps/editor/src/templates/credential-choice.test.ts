import { expect, test } from "vitest";
import { templates } from "@leeway/nodes/templates";
import { credentialsFor } from "./credential-choice.js";

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
