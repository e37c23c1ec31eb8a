import { describe, expect, test } from "vitest";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { programOf } from "../apps/server/src/cli/commands.ts";
import { exitCodes, exitCodeWords } from "../apps/server/src/cli/exit-codes.ts";
import { environmentVariables } from "../apps/server/src/config/environment.ts";
import { routes } from "../apps/server/src/openapi/routes.ts";
import {
  evaluateTemplate,
  functionTable,
  parseTemplate,
  signatureOf,
  workflowDocumentSchema,
} from "../packages/engine/src/index.ts";
import * as api from "../packages/api/src/index.ts";
import { routeRules } from "../apps/server/src/accounts/route-rules.ts";
import { controllersBelow } from "./docs/controllers.mjs";
import {
  callTables,
  commandTables,
  environmentTable,
  exitCodeTable,
  functionTables,
  made,
  permissionTable,
  plain,
  whoMayBy,
} from "./docs/tables.mjs";

const root = resolve(import.meta.dirname, "..");
const skipped = new Set(["node_modules", "dist", ".git", "data", "test-results", "playwright-report", "coverage"]);

/** Every file of the repository, as paths from its root. */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [relative(root, path)];
  });
}
const files = filesBelow(root);
const pages = files.filter((file) => file.endsWith(".md"));
const read = (page) => readFileSync(join(root, page), "utf8");
const inCode = (text) => [...text.replace(/^```.*?^```/gms, "").matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);

describe("the docs", () => {
  test("README shows the settings as they are", () => {
    expect(plain(made(read("README.md"), "settings"))).toBe(plain(environmentTable(environmentVariables)));
  });

  test("docs/expressions.md shows the functions as they are", () => {
    const tables = functionTables(functionTable, signatureOf);
    expect(plain(made(read("docs/expressions.md"), "functions"))).toBe(plain(tables));
  });

  test.each(pages)("%s links only to what is there", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]+)[^)\s]*\)/g)].map(([, path]) => path);
    expect(links.filter((path) => !existsSync(join(root, dirname(page), path)))).toEqual([]);
  });

  // `apps/…` is a path from the root; a bare `name.ts` or `folder/name.ts` is the end of one.
  test.each(pages)("%s names only files that are there", (page) => {
    const named = inCode(read(page)).filter((code) => /^[\w.@-][\w.@/-]*$/.test(code));
    const fromRoot = named.filter((code) => /^(apps|packages|scripts|tests|docs|\.ci)\//.test(code));
    const ends = named.filter((code) => /\.(ts|tsx|mjs|cjs|md|css)$/.test(code) && !fromRoot.includes(code));
    expect(fromRoot.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(ends.filter((end) => !files.some((file) => file === end || file.endsWith(`/${end}`)))).toEqual([]);
  });

  test.each(pages)("%s names only scripts that npm has", (page) => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = [...read(page).matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test.each(pages)("%s names only settings that there are", (page) => {
    const known = environmentVariables.map(({ name }) => name);
    const named = [...read(page).matchAll(/\bLEEWAY_[A-Z_]*[A-Z]\b/g)].map(([name]) => name);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("docs/api.md shows the calls as they are, and who may make them", async () => {
    const rules = routeRules(await controllersBelow("apps/server/src"));
    expect(plain(made(read("docs/api.md"), "calls"))).toBe(plain(callTables(routes, rules, whoMayBy(api))));
  });

  test("docs/permissions.md shows who may what as it is", () => {
    expect(plain(made(read("docs/permissions.md"), "permissions"))).toBe(plain(permissionTable(api)));
  });

  test("docs/cli.md shows the commands and how they end as they are", () => {
    const page = read("docs/cli.md");
    expect(plain(made(page, "commands"))).toBe(plain(commandTables(programOf({ env: {} }, () => {}))));
    expect(plain(made(page, "exit codes"))).toBe(plain(exitCodeTable(exitCodes, exitCodeWords)));
  });

  test("were found, with paths in them", () => {
    expect(pages).toEqual(expect.arrayContaining(["README.md", "ARCHITECTURE.md", "docs/api.md"]));
    expect(inCode(read("ARCHITECTURE.md")).filter((code) => code.startsWith("packages/")).length).toBeGreaterThan(20);
  });
});

describe("what docs/expressions.md says of the language", () => {
  const page = read("docs/expressions.md").split("## Functions")[0];
  const values = {
    trigger: {
      body: { items: [{ title: "Курс", price: 2, quantity: 3 }], phone: "+380 67", name: "Оля", number: 7 },
      headers: { "content-type": "text/plain" },
    },
    steps: { b: { data: 1 } },
    vars: {},
    fields: {},
    items: [{ price: 2, quantity: 3 }],
  };
  const evaluate = (code) => {
    const parsed = parseTemplate(`{{ ${code} }}`);
    return parsed.ok ? evaluateTemplate(parsed.template, { values, now: 0, timezone: "UTC" }) : { kind: "broken" };
  };
  test.each([
    ["trigger.body.items[0].title", "Курс"],
    ['trigger.headers["content-type"]', "text/plain"],
    ['trigger.body?.email ?? "none"', "none"],
    ["trigger.body.email ?? null", null],
    ['trigger.body.email | default("none")', "none"],
    ["steps.a?.data ?? steps.b.data", 1],
    ['"5" == 5', false],
    ['"№" + 7', "№7"],
    ['"20" / 4', 5],
    ['"2026-01-02" < "2026-01-10"', true],
    ['"20" > 5', true],
    ["trigger.body.phone | digits", "38067"],
    ['"Tel. " + (trigger.body.phone | digits)', "Tel. 38067"],
    ["items | map(item => item.price * item.quantity) | sum", 6],
    ['{ name: trigger.body.name, tags: ["site"] }', { name: "Оля", tags: ["site"] }],
  ])("%s is in it and gives %j", (code, value) => {
    expect(page.replaceAll("\\|", "|")).toContain(`\`${code}\``);
    expect(evaluate(code)).toEqual({ kind: "value", value });
  });
  test("a path that leads nowhere is missing", () => {
    expect(evaluate("trigger.body.email").kind).toBe("missing");
  });
});

test("the workflow in docs/workflow-document.md is one", () => {
  const [, json] = /```json\n(.*?)```/s.exec(read("docs/workflow-document.md"));
  expect(workflowDocumentSchema.safeParse(JSON.parse(json)).error).toBeUndefined();
});
