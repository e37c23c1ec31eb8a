import { describe, expect, test } from "vitest";
import { findProblems, locales, workflowDocumentSchema } from "@leeway/engine";
import { catalogue } from "../index.js";
import { serviceOf, templateDocument, templates, withAnswers } from "./templates.js";

const credentials = { leeloo: "cred_1", telegram: "cred_2", email: "cred_3", googleSheets: "cred_4" };
const known = {
  credentials: new Map(
    Object.entries({
      cred_1: "leelooToken",
      cred_2: "telegramBot",
      cred_3: "smtp",
      cred_4: "googleServiceAccount",
    }).map(([id, type]) => [id, { type, name: type, needsSecret: false }]),
  ),
  vars: new Set<string>(),
  fields: new Set<string>(),
};
const cases = templates.flatMap((template) => locales.map((locale) => [template.id, locale, template] as const));

test("a workflow of a template keeps the workspace's time, not that of where it was written", () => {
  for (const template of templates) expect(templateDocument(template, "uk").settings).not.toHaveProperty("timezone");
});

describe.each(cases)("the template %s in %s", (_id, locale, template) => {
  const document = templateDocument(template, locale, credentials);

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
  test("misses a credential at each step that signs in somewhere", () => {
    const without = withAnswers(templateDocument(template, locale), template.asks);
    const missing = findProblems(without, catalogue, known).map(({ code, nodeId }) => [code, nodeId]);
    const steps = template.steps.filter(({ type }) => serviceOf(type) in credentials);
    expect(missing).toEqual(steps.map(({ id }) => ["node.credentialMissing", id]));
  });
});

test("templates have ids of their own", () => {
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
});

test("the gallery has what a small team begins with, and says of each what it needs", () => {
  expect(templates.length).toBeGreaterThanOrEqual(10);
  for (const { id, needs, summary } of templates) {
    expect([id, needs.length > 0]).toEqual([id, true]);
    for (const locale of locales) expect([id, summary[locale].length < 260]).toEqual([id, true]);
  }
});
