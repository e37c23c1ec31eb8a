import { describe, expect, test } from "vitest";
import { findProblems, locales, workflowDocumentSchema } from "@leeway/engine";
import { catalogue } from "../index.js";
import { templateDocument, templates, withAnswers } from "./templates.js";

const known = { credentials: new Map([["cred_1", "leelooToken"]]), vars: new Set<string>(), fields: new Set<string>() };
const cases = templates.flatMap((template) => locales.map((locale) => [template.id, locale, template] as const));

test("a workflow of a template keeps the workspace's time, not that of where it was written", () => {
  for (const template of templates) expect(templateDocument(template, "uk").settings).toEqual({ lane: "normal" });
});

describe.each(cases)("the template %s in %s", (_id, locale, template) => {
  const document = templateDocument(template, locale, "cred_1");

  test("is a workflow", () => {
    expect(workflowDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });
  test("asks for the user's own values and has no other problem", () => {
    const found = findProblems(document, catalogue, known).map(({ code, nodeId, param }) => [code, nodeId, param]);
    expect(found).toEqual(template.asks.map(({ node, param }) => ["param.required", node, param]));
  });
  test("has no problem once they are filled in", () => {
    expect(findProblems(withAnswers(document, template.asks), catalogue, known)).toEqual([]);
  });
  test("misses a credential at each step of Leeloo where there is none", () => {
    const without = withAnswers(templateDocument(template, locale), template.asks);
    const missing = findProblems(without, catalogue, known).map(({ code, nodeId }) => [code, nodeId]);
    const steps = template.steps.filter(({ type }) => type.startsWith("leeloo."));
    expect(missing).toEqual(steps.map(({ id }) => ["node.credentialMissing", id]));
  });
});

test("templates have ids of their own", () => {
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
});
