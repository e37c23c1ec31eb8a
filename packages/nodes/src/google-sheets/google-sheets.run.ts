import type { Json, JsonObject, NodeRunner, StepOutcome, StepTools } from "@leeway/engine";
import { failed } from "../answer.js";
import { textOf } from "../words.js";
import { ask, type Answer, type Failed } from "./api.js";
import {
  cellOf,
  columnOf,
  columnsOf,
  holds,
  letterOf,
  namedRow,
  pairsOf,
  rangeOf,
  rowIn,
  rowsOf,
  spreadsheetIdIn,
  type Column,
} from "./sheet.js";

/** Numbers as numbers, dates as people see them. */
const asSeen = { valueRenderOption: "UNFORMATTED_VALUE", dateTimeRenderOption: "FORMATTED_STRING" };

/** One sheet, as the params of a step name it. */
class Sheet {
  private constructor(
    private readonly id: string,
    readonly name: string,
    readonly headerRow: number,
    private readonly params: JsonObject,
    private readonly tools: StepTools,
  ) {}

  static of(params: JsonObject, tools: StepTools): Sheet | Failed {
    const id = spreadsheetIdIn(textOf(params["spreadsheet"]));
    if (id === undefined) return failed({ code: "google.notLink", values: {}, param: "spreadsheet" });
    return new Sheet(id, textOf(params["sheet"]), Number(params["headerRow"] ?? 1), params, tools);
  }

  /** The spreadsheet itself, without its cells. */
  about(): Promise<Answer> {
    const query = { fields: "properties.title,sheets.properties(sheetId,title)" };
    return ask(this.tools, this.tools.http, { method: "GET", path: this.id, query });
  }

  async columns(send: StepTools["http"]): Promise<Column[] | Failed> {
    const read = await this.#read(send, `${this.headerRow}:${this.headerRow}`);
    if (read.kind === "failed") return read;
    const columns = columnsOf(rowsOf(read.output)[0] ?? []);
    if (columns.length > 0) return columns;
    return failed({ code: "google.noColumns", values: { sheet: this.name, row: this.headerRow }, param: "headerRow" });
  }

  /** The row with the names and all below it. */
  async table(send: StepTools["http"]): Promise<{ columns: Column[]; rows: Json[][] } | Failed> {
    const read = await this.#read(send);
    if (read.kind === "failed") return read;
    const [header = [], ...rows] = rowsOf(read.output).slice(this.headerRow - 1);
    return { columns: columnsOf(header), rows };
  }

  /** Each value at its column; nothing where nothing is to be written: such cells stay as they are. */
  cells(columns: readonly Column[]): Map<number, Json> | Failed {
    const cells = new Map<number, Json>();
    for (const [name, value] of pairsOf(this.params["values"])) {
      const column = columnOf(columns, name);
      if (!column) return this.unknown(name, columns, `values.${name}`);
      cells.set(column.index, cellOf(value));
    }
    return cells;
  }

  unknown(name: string, columns: readonly Column[], param: string): Failed {
    const known = columns.map((one) => one.name).join(", ");
    return failed({ code: "google.noColumn", values: { column: name, sheet: this.name, known }, param });
  }

  /** Below the last row of the table that the named columns head. */
  append(columns: readonly Column[], cells: ReadonlyMap<number, Json>): Promise<Answer> {
    const first = columns[0]?.index ?? 0;
    const last = columns.at(-1)?.index ?? 0;
    const values = Array.from({ length: last - first + 1 }, (_, at) => cells.get(first + at) ?? null);
    const header = `${letterOf(first)}${this.headerRow}:${letterOf(last)}${this.headerRow}`;
    return ask(this.tools, this.tools.http, {
      method: "POST",
      path: `${this.#place(header)}:append`,
      query: { ...this.#input, insertDataOption: "INSERT_ROWS" },
      body: { majorDimension: "ROWS", values: [values] },
    });
  }

  /** Writes these cells of a row, or of several at once; `null` leaves a cell as it is. */
  update(rows: readonly number[], cells: ReadonlyMap<number, Json>): Promise<Answer> {
    const indexes = [...cells.keys()].toSorted((a, b) => a - b);
    const [first = 0, last = first] = [indexes[0], indexes.at(-1)];
    const values = [Array.from({ length: last - first + 1 }, (_, at) => cells.get(first + at) ?? null)];
    const data = rows.map((row) => {
      const range = rangeOf(this.name, `${letterOf(first)}${row}:${letterOf(last)}${row}`);
      return { range, majorDimension: "ROWS", values };
    });
    const [only] = data;
    if (only && data.length === 1)
      return ask(this.tools, this.tools.http, {
        method: "PUT",
        path: `${this.id}/values/${encodeURIComponent(only.range)}`,
        query: this.#input,
        body: only,
      });
    const body = { ...this.#input, data };
    return ask(this.tools, this.tools.http, { method: "POST", path: `${this.id}/values:batchUpdate`, body });
  }

  #read(send: StepTools["http"], cells?: string): Promise<Answer> {
    return ask(this.tools, send, { method: "GET", path: this.#place(cells), query: asSeen });
  }

  /** These cells, or the whole sheet. */
  #place(cells?: string): string {
    return `${this.id}/values/${encodeURIComponent(rangeOf(this.name, cells))}`;
  }

  get #input(): { valueInputOption: string } {
    return { valueInputOption: this.params["asTyped"] === true ? "USER_ENTERED" : "RAW" };
  }
}

const isFailed = (value: object): value is Failed => "kind" in value && value.kind === "failed";
const done = (output: Json): StepOutcome => ({ kind: "done", output });

const rowAppend: NodeRunner = {
  type: "googleSheets.row.append",
  async run(params, tools) {
    const sheet = Sheet.of(params, tools);
    if (isFailed(sheet)) return sheet;
    const columns = await sheet.columns(tools.read);
    if (isFailed(columns)) return columns;
    return appendRow(sheet, columns, sheet.cells(columns));
  },
};

async function appendRow(
  sheet: Sheet,
  columns: readonly Column[],
  cells: ReadonlyMap<number, Json> | Failed,
): Promise<StepOutcome> {
  if (isFailed(cells)) return cells;
  const answer = await sheet.append(columns, cells);
  if (answer.kind === "failed") return answer;
  const updates = answer.output["updates"];
  const range = textOf((updates as JsonObject | undefined)?.["updatedRange"]);
  const written = columns.filter(({ index }) => cells.has(index));
  const values = Object.fromEntries(written.map(({ name, index }) => [name, cells.get(index) ?? null]));
  return done({ row: rowIn(range) ?? null, range, values });
}

const rowRead: NodeRunner = {
  type: "googleSheets.row.read",
  async run(params, tools) {
    const sheet = Sheet.of(params, tools);
    if (isFailed(sheet)) return sheet;
    const table = await sheet.table(tools.http);
    if (isFailed(table)) return table;
    const { columns } = table;
    const all = table.rows.map((cells, index) => ({ cells, row: sheet.headerRow + 1 + index }));
    const found = params["column"] === undefined ? all : matching(sheet, columns, all, params);
    if (isFailed(found)) return found;
    const rows = found
      .filter(({ cells }) => cells.some((cell) => textOf(cell) !== ""))
      .slice(0, Number(params["maxRows"] ?? 1_000))
      .map(({ row, cells }) => ({ row, values: namedRow(columns, cells) }));
    return done({ count: rows.length, rows });
  },
};

function matching<Row extends { cells: readonly Json[] }>(
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly Row[],
  { column = "", equals = "" }: JsonObject,
): readonly Row[] | Failed {
  const found = columnOf(columns, textOf(column));
  if (!found) return sheet.unknown(textOf(column), columns, "column");
  return rows.filter(({ cells }) => holds(cells[found.index], textOf(equals)));
}

const rowUpdate: NodeRunner = {
  type: "googleSheets.row.update",
  async run(params, tools) {
    const sheet = Sheet.of(params, tools);
    if (isFailed(sheet)) return sheet;
    const table = await sheet.table(tools.read);
    if (isFailed(table)) return table;
    const { columns } = table;
    const cells = sheet.cells(columns);
    if (isFailed(cells)) return cells;
    const all = table.rows.map((row, index) => ({ cells: row, row: sheet.headerRow + 1 + index }));
    const found = matching(sheet, columns, all, params);
    if (isFailed(found)) return found;
    const rows = (params["all"] === true ? found : found.slice(0, 1)).map(({ row }) => row);
    if (rows.length === 0) return noneFound(sheet, columns, cells, params);
    const answer = await sheet.update(rows, cells);
    return answer.kind === "failed" ? answer : done({ found: found.length, added: false, rows });
  },
};

async function noneFound(
  sheet: Sheet,
  columns: readonly Column[],
  cells: ReadonlyMap<number, Json>,
  { column = "", equals = "", ifNone }: JsonObject,
): Promise<StepOutcome> {
  if (ifNone === "skip") return done({ found: 0, added: false, rows: [] });
  const named = columnOf(columns, textOf(column));
  if (ifNone !== "append" || !named)
    return failed({ code: "google.noRow", values: { column: textOf(column), value: textOf(equals) }, param: "equals" });
  // The value by which it will be found again stands in the new row, unless another one is written there.
  const outcome = await appendRow(sheet, columns, new Map([[named.index, equals], ...cells]));
  if (outcome.kind !== "done") return outcome;
  const row = (outcome.output as JsonObject)["row"] ?? null;
  return done({ found: 0, added: true, rows: row === null ? [] : [row] });
}

const sheetList: NodeRunner = {
  type: "googleSheets.sheet.list",
  async run(params, tools) {
    const sheet = Sheet.of(params, tools);
    if (isFailed(sheet)) return sheet;
    const answer = await sheet.about();
    if (answer.kind === "failed") return answer;
    const { properties, sheets = [] } = answer.output as { properties?: JsonObject; sheets?: JsonObject[] };
    const tabs = sheets.map((one) => one["properties"] as JsonObject);
    return done({
      title: properties?.["title"] ?? "",
      sheets: tabs.map(({ sheetId = null, title = "" }) => ({ id: sheetId, title })),
    });
  },
};

const columnList: NodeRunner = {
  type: "googleSheets.column.list",
  async run(params, tools) {
    const sheet = Sheet.of(params, tools);
    if (isFailed(sheet)) return sheet;
    const columns = await sheet.columns(tools.http);
    if (isFailed(columns)) return columns;
    return done({ columns: columns.map(({ name, index }) => ({ name, letter: letterOf(index) })) });
  },
};

const accountCheck: NodeRunner = {
  type: "googleSheets.account.check",
  async run(_params, { secret }) {
    const access = await secret?.access?.();
    if (!access) return failed({ code: "credential.missing", values: { service: "Google" } });
    return "error" in access ? { kind: "failed", ...access } : done({ ok: true });
  },
};

export const googleSheetsRunners = [rowAppend, rowRead, rowUpdate, sheetList, columnList, accountCheck];
