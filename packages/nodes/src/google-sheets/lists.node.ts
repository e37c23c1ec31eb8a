import type { NodeDefinition } from "@leeway/engine";
import { list, number, object, say, text } from "../words.js";
import { googleSheets, headerRow, sheet, spreadsheet } from "./shared.js";

export const sheetList: NodeDefinition = {
  ...googleSheets,
  type: "googleSheets.sheet.list",
  unlisted: true,
  title: say("Sheets of a spreadsheet", "Аркуші таблиці", "Листы таблицы"),
  summary: say("Reads which tabs there are.", "Читає, які є вкладки.", "Читает, какие есть вкладки."),
  line: say("Sheets of {spreadsheet}", "Аркуші: {spreadsheet}", "Листы: {spreadsheet}"),
  effect: "read",
  params: [spreadsheet],
  sample: { title: "Shop", sheets: [{ id: 0, title: "Orders" }] },
  outputSchema: object({ title: text, sheets: list(object({ id: number, title: text })) }),
};

export const columnList: NodeDefinition = {
  ...googleSheets,
  type: "googleSheets.column.list",
  unlisted: true,
  title: say("Columns of a sheet", "Стовпці аркуша", "Столбцы листа"),
  summary: say("Reads the names of the columns.", "Читає назви стовпців.", "Читает названия столбцов."),
  line: say("Columns of {sheet}", "Стовпці: {sheet}", "Столбцы: {sheet}"),
  effect: "read",
  params: [spreadsheet, sheet, headerRow],
  sample: { columns: [{ name: "Phone", letter: "B" }] },
  outputSchema: object({ columns: list(object({ name: text, letter: text })) }),
};

/** Asks for a token and for nothing else: the test of a credential. */
export const accountCheck: NodeDefinition = {
  ...googleSheets,
  type: "googleSheets.account.check",
  unlisted: true,
  title: say("Check the Google account", "Перевірити акаунт Google", "Проверить аккаунт Google"),
  summary: say("Signs in without reading.", "Входить, нічого не читаючи.", "Входит, ничего не читая."),
  line: say("Check the Google account", "Перевірити акаунт Google", "Проверить аккаунт Google"),
  effect: "read",
  params: [],
  sample: { ok: true },
  outputSchema: object({}),
};
