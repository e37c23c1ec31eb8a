import type { NodeDefinition, OptionsSource, ParamDefinition } from "@leeway/engine";
import { mainPort, say } from "../words.js";

/** What every step that works with a spreadsheet says of itself. */
export const googleSheets = {
  version: 1,
  kind: "action",
  group: "services",
  icon: "table",
  credential: { types: ["googleServiceAccount", "googleOAuth"] },
  ports: [mainPort],
  maxAttempts: 3,
} satisfies Partial<NodeDefinition>;

export const spreadsheet: ParamDefinition = {
  name: "spreadsheet",
  kind: "text",
  required: true,
  title: say("Spreadsheet", "Таблиця", "Таблица"),
  help: say(
    "Open the spreadsheet and paste its link from the browser. It has to be shared with the account of the credential, as with a colleague.",
    "Відкрийте таблицю і вставте посилання на неї з браузера. До неї має бути відкрито доступ для акаунта Google, як для колеги.",
    "Откройте таблицу и вставьте ссылку на неё из браузера. К ней должен быть открыт доступ для аккаунта Google, как для коллеги.",
  ),
  placeholder: "https://docs.google.com/spreadsheets/d/…",
};

export const sheet: ParamDefinition = {
  name: "sheet",
  kind: "text",
  required: true,
  title: say("Sheet", "Аркуш", "Лист"),
  help: say("The tab at the bottom of the spreadsheet.", "Вкладка внизу таблиці.", "Вкладка внизу таблицы."),
  optionsFrom: {
    nodeType: "googleSheets.sheet.list",
    items: "sheets",
    value: "title",
    label: "title",
    from: { spreadsheet: "spreadsheet" },
  },
};

export const headerRow: ParamDefinition = {
  name: "headerRow",
  kind: "number",
  default: 1,
  min: 1,
  max: 1_000,
  integer: true,
  advanced: true,
  title: say("Row with the column names", "Рядок із назвами стовпців", "Строка с названиями столбцов"),
};

export const columns: OptionsSource = {
  nodeType: "googleSheets.column.list",
  items: "columns",
  value: "name",
  label: "name",
  detail: ["letter"],
  from: { spreadsheet: "spreadsheet", sheet: "sheet", headerRow: "headerRow" },
};

/** What goes into which column. */
export const values: ParamDefinition = {
  name: "values",
  kind: "keyValues",
  required: true,
  title: say("Columns", "Стовпці", "Столбцы"),
  help: say(
    "The name of a column as it stands in the sheet, and what goes into it. A column that is not named stays as it is.",
    "Назва стовпця, як в аркуші, і що в нього записати. Стовпець, якого тут немає, не змінюється.",
    "Название столбца, как на листе, и что в него записать. Столбец, которого здесь нет, не меняется.",
  ),
  optionsFrom: columns,
};

export const asTyped: ParamDefinition = {
  name: "asTyped",
  kind: "boolean",
  default: false,
  advanced: true,
  title: say("Read like typed text", "Читати як уведене з клавіатури", "Читать как введённое с клавиатуры"),
  help: say(
    "Then 5.11 becomes a date and what begins with = becomes a formula, also where a stranger wrote it. Without it, everything stays as it came.",
    "Тоді 5.11 стає датою, а те, що починається з =, стає формулою, навіть якщо це написала стороння людина. Без цього все лишається, як надійшло.",
    "Тогда 5.11 становится датой, а то, что начинается с =, становится формулой, даже если это написал посторонний. Без этого всё остаётся, как пришло.",
  ),
};
