import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  effectOf,
  resolveParams,
  type Access,
  type JsonObject,
  type NodeDefinition,
  type OpenSecret,
  type StepOutcome,
} from "@leeway/engine";
import { googleServer, SPREADSHEET, type GoogleServer } from "../testing/google-server.js";
import { toolsFor } from "../testing/listen.js";
import { googleSheetsRunners } from "./google-sheets.run.js";
import { columnList, sheetList } from "./lists.node.js";
import { rowAppend, rowRead, rowUpdate } from "./rows.node.js";
import { letterOf, rangeOf, spreadsheetIdIn } from "./sheet.js";

let google: GoogleServer;
beforeAll(async () => void (google = await googleServer()));
afterAll(() => void google.server.close());
beforeEach(() => {
  google.received.length = 0;
  google.refuse = undefined;
  google.sheets = {
    Orders: [
      ["Name", "Phone", "", "Sum", "Paid at"],
      ["Anna", "+380501112233", "", 100, "05.11.2026"],
      ["Bohdan", "+380671112233", "", 250.5],
    ],
    "Anna's list": [["Notes"], [], ["E-mail"], ["a@example.com"]],
  };
});

const link = `https://docs.google.com/spreadsheets/d/${SPREADSHEET}/edit?gid=0#gid=0`;
const runners = new Map(googleSheetsRunners.map((runner) => [runner.type, runner]));
const here = { spreadsheet: link, sheet: "Orders" };

async function run(definition: NodeDefinition, params: JsonObject, access: Access = { token: "good-token" }) {
  const resolved = resolveParams(definition, params, { values: {}, now: 0, timezone: "UTC" });
  if (!resolved.ok) throw new Error(`${resolved.error.code} ${resolved.error.param}`);
  const data = { baseUrl: google.origin, clientEmail: "robot@shop.example" };
  const tools = toolsFor({ type: "googleServiceAccount", data });
  const secret: OpenSecret = { ...tools.secret!, access: () => Promise.resolve(access) };
  return runners.get(definition.type)!.run(resolved.params, { ...tools, secret }, definition);
}
const outputOf = (outcome: StepOutcome) => (outcome.kind === "done" ? outcome.output : outcome);
const written = () => google.received.filter(({ method }) => method !== "GET");

describe("a new row", () => {
  test("goes below the others, each value under its column, in any order and spelling of the names", async () => {
    const values = { "paid AT": "today", name: "Vira", Sum: 7 };
    const output = { row: 4, range: "Orders!A4:Z4", values: { Name: "Vira", Sum: 7, "Paid at": "today" } };
    expect(outputOf(await run(rowAppend, { ...here, values }))).toEqual(output);
    expect(google.sheets["Orders"]?.[3]).toEqual(["Vira", "", "", 7, "today"]);
    expect(written().map(({ path }) => path)).toEqual([
      `/v4/spreadsheets/${SPREADSHEET}/values/'Orders'!A1:E1:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS`,
    ]);
  });

  test("is kept as it came, so that a stranger's text never becomes a formula, unless one wants that", async () => {
    const values = { Name: '=IMPORTXML("https://evil.example")' };
    await run(rowAppend, { ...here, values });
    await run(rowAppend, { ...here, values, asTyped: true });
    const options = written().map(({ path }) => /valueInputOption=(\w+)/.exec(path)?.[1]);
    expect(options).toEqual(["RAW", "USER_ENTERED"]);
  });

  test("with a column that is not there is not written, and the names that are there are said", async () => {
    const error = { code: "google.noColumn", param: "values.Phon", values: { known: "Name, Phone, Sum, Paid at" } };
    const outcome = await run(rowAppend, { ...here, values: { Name: "x", Phon: "1" } });
    expect(outcome).toMatchObject({ kind: "failed", error, cause: { kind: "final" } });
    expect(written()).toEqual([]);
  });

  test("finds its columns in the row that holds their names, in a sheet with a quotation mark in its name", async () => {
    const params = { ...here, sheet: "Anna's list", headerRow: 3, values: { "E-mail": { a: 1 } } };
    expect(outputOf(await run(rowAppend, params))).toMatchObject({ row: 5 });
    expect(google.sheets["Anna's list"]?.[4]).toEqual(['{"a":1}']);
  });
});

describe("rows", () => {
  test("come by the names of their columns, numbers as numbers, with the number of their row", async () => {
    const rows = [
      { row: 2, values: { Name: "Anna", Phone: "+380501112233", Sum: 100, "Paid at": "05.11.2026" } },
      { row: 3, values: { Name: "Bohdan", Phone: "+380671112233", Sum: 250.5, "Paid at": "" } },
    ];
    expect(outputOf(await run(rowRead, here))).toEqual({ count: 2, rows });
    expect(outputOf(await run(rowRead, { ...here, maxRows: 1 }))).toEqual({ count: 1, rows: rows.slice(0, 1) });
    const one = { ...here, column: "name", equals: "BOHDAN " };
    expect(outputOf(await run(rowRead, one))).toEqual({ count: 1, rows: rows.slice(1) });
    expect(outputOf(await run(rowRead, { ...here, column: "Sum", equals: "250.5" }))).toMatchObject({ count: 1 });
    expect(outputOf(await run(rowRead, { ...here, column: "Sum", equals: "7" }))).toEqual({ count: 0, rows: [] });
  });

  test("with two columns of one name keep both, and empty rows are none", async () => {
    google.sheets["Twice"] = [["Tag", "Tag"], ["a", "b"], [], ["c"]];
    const rows = [
      { row: 2, values: { Tag: "a", "Tag 2": "b" } },
      { row: 4, values: { Tag: "c", "Tag 2": "" } },
    ];
    expect(outputOf(await run(rowRead, { ...here, sheet: "Twice" }))).toEqual({ count: 2, rows });
  });
});

describe("a change of a row", () => {
  const where = { ...here, column: "Phone", equals: "+380671112233" };
  test("writes the named columns of the first such row and nothing else", async () => {
    const changed = { found: 1, added: false, rows: [3] };
    expect(outputOf(await run(rowUpdate, { ...where, values: { "Paid at": "06.11.2026" } }))).toEqual(changed);
    expect(google.sheets["Orders"]?.[2]).toEqual(["Bohdan", "+380671112233", "", 250.5, "06.11.2026"]);
    await run(rowUpdate, { ...where, values: { Name: "B.", Sum: 1 } });
    expect(google.sheets["Orders"]?.[2]).toEqual(["B.", "+380671112233", "", 1, "06.11.2026"]);
  });

  test("writes every such row at once where that is wanted", async () => {
    google.sheets["Orders"]?.push(["Bohdan", "+380671112233", "", 3]);
    const outcome = await run(rowUpdate, { ...where, all: true, values: { Sum: 0 } });
    expect(outputOf(outcome)).toEqual({ found: 2, added: false, rows: [3, 4] });
    expect(google.sheets["Orders"]?.map((row) => row[3])).toEqual(["Sum", 100, 0, 0]);
    expect(written()).toHaveLength(1);
  });

  test("of a row that is not there fails, goes on, or adds it with the value it will be found by", async () => {
    const none = { ...where, equals: "+380990000000", values: { Name: "Vira" } };
    expect(await run(rowUpdate, none)).toMatchObject({ kind: "failed", error: { code: "google.noRow" } });
    expect(outputOf(await run(rowUpdate, { ...none, ifNone: "skip" }))).toEqual({ found: 0, added: false, rows: [] });
    expect(written()).toEqual([]);
    const added = { found: 0, added: true, rows: [4] };
    expect(outputOf(await run(rowUpdate, { ...none, ifNone: "append" }))).toEqual(added);
    expect(google.sheets["Orders"]?.[3]).toEqual(["Vira", "+380990000000", "", "", ""]);
  });

  test("may be repeated as long as it adds nothing", () => {
    expect(effectOf(rowUpdate, { ifNone: "fail" })).toBe("idempotent");
    expect(effectOf(rowUpdate, { ifNone: "append" })).toBe("create");
    expect([rowAppend.effect, rowRead.effect]).toEqual(["create", "read"]);
  });
});

describe("what Google refuses", () => {
  const google403 = {
    error: { code: 403, status: "PERMISSION_DENIED", message: "The caller does not have permission" },
  };
  const disabled = { error: { ...google403.error, details: [{ reason: "SERVICE_DISABLED" }] } };
  const limited = { error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "Quota exceeded" } };
  test.each([
    [403, google403, "google.noAccess", "spreadsheet"],
    [403, disabled, "google.apiDisabled", undefined],
    [401, { error: { code: 401, status: "UNAUTHENTICATED", message: "no" } }, "google.signInAgain", undefined],
    [429, limited, "service.limited", undefined],
    [503, { error: { code: 503, status: "UNAVAILABLE", message: "busy" } }, "service.down", undefined],
    [
      400,
      { error: { code: 400, status: "INVALID_ARGUMENT", message: "Invalid value" } },
      "service.rejected",
      undefined,
    ],
  ])("with %i %j fails as %s", async (status, error, code, param) => {
    google.refuse = { path: "/values/", status, error };
    const outcome = await run(rowRead, here);
    expect(outcome).toMatchObject({ kind: "failed", error: { code }, cause: { kind: "status", status } });
    expect(outcome.kind === "failed" && outcome.error.param).toBe(param);
  });

  test("is told with the account that the spreadsheet has to be shared with", async () => {
    google.refuse = { path: "/values/", status: 403, error: google403 };
    const values = { email: "robot@shop.example", answer: "The caller does not have permission" };
    expect(await run(rowRead, here)).toMatchObject({ error: { values } });
  });

  test("for want of a sheet, a spreadsheet, or a link says which", async () => {
    const codes = [];
    for (const params of [
      { ...here, sheet: "Nowhere" },
      { ...here, spreadsheet: "2AbCdEfGhIjKlMnOpQrStUvWxYz0123456789" },
      { ...here, spreadsheet: "https://example.com/my-table" },
    ]) {
      const outcome = await run(rowRead, params);
      codes.push(outcome.kind === "failed" ? [outcome.error.code, outcome.error.param] : outcome);
    }
    expect(codes).toEqual([
      ["google.noSheet", "sheet"],
      ["google.noSpreadsheet", "spreadsheet"],
      ["google.notLink", "spreadsheet"],
    ]);
  });

  test("before there is a token is the step's failure, and nothing is asked", async () => {
    const access: Access = { error: { code: "google.keyRefused", values: {} }, cause: { kind: "final" } };
    expect(await run(rowAppend, { ...here, values: { Name: "x" } }, access)).toEqual({ kind: "failed", ...access });
    expect(google.received).toEqual([]);
  });
});

describe("pickers", () => {
  test("show the sheets of a spreadsheet and the columns of a sheet", async () => {
    const sheets = [
      { id: 0, title: "Orders" },
      { id: 1, title: "Anna's list" },
    ];
    expect(outputOf(await run(sheetList, { spreadsheet: link }))).toEqual({ title: "Shop", sheets });
    const columns = [
      { name: "Name", letter: "A" },
      { name: "Phone", letter: "B" },
      { name: "Sum", letter: "D" },
      { name: "Paid at", letter: "E" },
    ];
    expect(outputOf(await run(columnList, here))).toEqual({ columns });
    expect(await run(columnList, { ...here, headerRow: 9 })).toMatchObject({ error: { code: "google.noColumns" } });
  });
});

test.each([
  [link, SPREADSHEET],
  [`https://docs.google.com/spreadsheets/u/1/d/${SPREADSHEET}/edit`, SPREADSHEET],
  [` ${SPREADSHEET} `, SPREADSHEET],
  ["https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit", undefined],
  ["My table", undefined],
])("%j is the spreadsheet %j", (text, id) => expect(spreadsheetIdIn(text)).toBe(id));

test("cells are named as spreadsheets do", () => {
  expect([0, 25, 26, 701, 702].map(letterOf)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
  expect(rangeOf("Anna's list", "A1")).toBe("'Anna''s list'!A1");
});
