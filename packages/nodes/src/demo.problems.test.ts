import { expect, test } from "vitest";
import { findProblems, locales } from "@leeway/engine";
import { catalogue, demoVariables, demoWorkflow } from "./index.js";

const known = {
  credentials: new Map([["cred_1", { type: "leelooToken", name: "Sandbox", needsSecret: false }]]),
  vars: new Set(demoVariables.map(({ name }) => name)),
  fields: new Set<string>(),
};

test.each(locales)("the demo workflow has no problem in %s", (locale) => {
  expect(findProblems(demoWorkflow(locale, "cred_1"), catalogue, known)).toEqual([]);
});

test("a variable that the demo reads is missed where it is not there", () => {
  const fewer = { ...known, vars: new Set(["site_lgt", "site_offer", "site_payment"]) };
  expect(findProblems(demoWorkflow("en", "cred_1"), catalogue, fewer)).toEqual([
    {
      code: "expression.unknownVariable",
      severity: "error",
      nodeId: "tag",
      param: "tag_id",
      position: 8,
      values: { name: "site_tag" },
    },
  ]);
});
