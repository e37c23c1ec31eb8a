import { describe, expect, test } from "vitest";
import { nodeGroups, workflowDocumentSchema } from "@leeway/engine";
import { z } from "zod";
import { catalogue, definitions, demoVariables, demoWorkflow } from "./index.js";
import { runners } from "./run.js";

/** Every `{ en, uk, ru }` inside a definition, with its path. */
function* textsIn(value: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if ("en" in value || "uk" in value || "ru" in value) yield [path, value as Record<string, unknown>];
  else for (const [key, one] of Object.entries(value)) yield* textsIn(one, `${path}.${key}`);
}

const placeholders = (pattern: string) => (pattern.match(/\{[^{}]+\}/g) ?? []).toSorted();

describe.each(definitions.map((definition) => [definition.type, definition] as const))("%s", (type, definition) => {
  test("has a runner exactly when it is neither trigger nor loop", () => {
    const none = definition.kind === "trigger" || definition.loop === true;
    expect(runners.has(type)).toBe(!none);
    expect(runners.get(type)?.type).toBe(none ? undefined : type);
  });

  test("says what it leaves outside exactly where it may do more than read there", () => {
    const effects = [definition.effect, ...Object.values(definition.effectFrom?.map ?? {})];
    const computes = definition.group === "logic" && definition.type !== "logic.workflow";
    const writes = !computes && definition.kind === "action" && effects.some((one) => one !== "read");
    expect(definition.outside === undefined).toBe(!writes);
  });

  test("survives JSON", () => {
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
  });

  test("has a sample that fits its output schema", () => {
    const schema = z.fromJSONSchema(definition.outputSchema as Parameters<typeof z.fromJSONSchema>[0]);
    for (const sample of [definition.sample, ...Object.values(definition.samples?.by ?? {})])
      expect(schema.safeParse(sample).error).toBeUndefined();
  });

  test("says everything in three languages, and a line has the same gaps in each", () => {
    for (const [path, texts] of textsIn(definition, type)) {
      expect([path, Object.keys(texts).toSorted()]).toEqual([path, ["en", "ru", "uk"]]);
      for (const text of Object.values(texts)) expect([path, String(text).trim()]).not.toEqual([path, ""]);
    }
    // What is chosen by its title is never written by its code.
    for (const { name, help, placeholder, kind, options = [] } of definition.params)
      for (const { value } of kind === "choice" || kind === "list" ? [] : options)
        expect([name, JSON.stringify([help, placeholder])]).toEqual([name, expect.not.stringContaining(String(value))]);
    const line = definition.line;
    if (!line) throw new Error("no line");
    const names = new Set(definition.params.map(({ name }) => name));
    expect(placeholders(line.uk)).toEqual(placeholders(line.en));
    expect(placeholders(line.ru)).toEqual(placeholders(line.en));
    expect(placeholders(line.en).filter((gap) => !names.has(gap.slice(1, -1)))).toEqual([]);
  });

  test("names each param once and refers to nothing that is not there", () => {
    const names = definition.params.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const used = [
      ...[...definition.params, ...definition.ports].flatMap(({ showIf }) => (showIf ? [showIf.param] : [])),
      ...(definition.request?.query ?? []),
      ...(definition.request?.body ?? []),
      ...Object.keys(definition.request?.forms ?? {}),
      ...[...(definition.request?.path ?? "").matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""),
      ...(definition.portsFrom ? [definition.portsFrom] : []),
      ...(definition.request?.formChoice ? ["bodyFormat"] : []),
      ...(definition.request?.list ? ["limit", "offset", "pages", "pageCount", "maxEntries"] : []),
      ...definition.params.flatMap(({ optionsFrom }) => Object.values(optionsFrom?.from ?? {})),
      ...(definition.person && "idParam" in definition.person
        ? [definition.person.idParam, definition.person.customFieldsParam].filter((name) => name !== undefined)
        : []),
    ];
    expect(used.filter((name) => !names.includes(name))).toEqual([]);
    for (const { optionsFrom } of definition.params)
      if (optionsFrom) expect([...catalogue.keys()]).toContain(optionsFrom.nodeType);
    expect(nodeGroups).toContain(definition.group);
  });

  test("sends every param it asks for", () => {
    const { request } = definition;
    if (!request) return expect(type).not.toMatch(/^leeloo\./);
    // A category is asked for to find its templates; how many pages to read is for the runner.
    const helpers = definition.params.flatMap(({ optionsFrom }) => Object.values(optionsFrom?.from ?? {}));
    const paging = request.list ? ["pages", "pageCount", "maxEntries"] : [];
    const format = request.formChoice ? ["bodyFormat"] : [];
    const sent = [...(request.query ?? []), ...(request.body ?? []), ...format, ...helpers, ...paging];
    const kept = definition.params.filter(({ name }) => !sent.includes(name) && !request.path.includes(`{${name}}`));
    expect(kept.map(({ name }) => name)).toEqual([]);
  });
});

test("every type is there once, and no runner is without its definition", () => {
  expect(catalogue.size).toBe(definitions.length);
  expect([...runners.keys()].filter((type) => !catalogue.has(type))).toEqual([]);
});

describe.each(["en", "uk", "ru"] as const)("the demo workflow in %s", (locale) => {
  const demo = demoWorkflow(locale, "cred_demo");
  test("is a document made of known nodes, ports and params", () => {
    expect(workflowDocumentSchema.parse(demo)).toEqual(demo);
    for (const node of demo.nodes) {
      const names = catalogue.get(node.type)?.params.map(({ name }) => name) ?? [];
      expect(Object.keys(node.params).filter((name) => !names.includes(name))).toEqual([]);
    }
    for (const { source, sourceHandle } of demo.edges) {
      const type = demo.nodes.find(({ id }) => id === source)?.type ?? "";
      expect(catalogue.get(type)?.ports.map(({ id }) => id)).toContain(sourceHandle);
    }
  });

  test("reads only the variables that come with it", () => {
    const read = [...JSON.stringify(demo).matchAll(/vars\.(\w+)/g)].map(([, name]) => name);
    expect(new Set(read)).toEqual(new Set(demoVariables.map(({ name }) => name)));
  });
});
