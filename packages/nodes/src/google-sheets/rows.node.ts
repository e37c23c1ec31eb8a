import type { NodeDefinition, ParamDefinition } from "@leeway/engine";
import { anything, list, number, object, say, text } from "../words.js";
import { asTyped, columns, googleSheets, headerRow, sheet, spreadsheet, values } from "./shared.js";

export const rowAppend: NodeDefinition = {
  ...googleSheets,
  type: "googleSheets.row.append",
  title: say("Add a row to Google Sheets", "Додати рядок у Google Таблиці", "Добавить строку в Google Таблицы"),
  summary: say(
    "Writes a new row below the others, each value under the column of its name.",
    "Записує новий рядок під іншими, кожне значення у стовпець із його назвою.",
    "Записывает новую строку под другими, каждое значение в столбец с его названием.",
  ),
  line: say(
    "New row in “{sheet}”: {values}",
    "Новий рядок в «{sheet}»: {values}",
    "Новая строка в «{sheet}»: {values}",
  ),
  effect: "create",
  outside: "row",
  params: [spreadsheet, sheet, values, headerRow, asTyped],
  sample: { row: 42, range: "Orders!A42:D42", values: { Name: "Anna", Phone: "+380501112233" } },
  outputSchema: object({ row: number, range: text, values: object({}) }),
};

const column: ParamDefinition = {
  name: "column",
  kind: "text",
  title: say("Where the column", "Де стовпець", "Где столбец"),
  optionsFrom: columns,
};
const equals: ParamDefinition = {
  name: "equals",
  kind: "text",
  title: say("holds", "містить", "содержит"),
  help: say(
    "The whole value, such as a phone or an order number. Upper and lower case count as the same.",
    "Усе значення, наприклад телефон чи номер замовлення. Великі й малі літери не розрізняються.",
    "Всё значение, например телефон или номер заказа. Заглавные и строчные буквы не различаются.",
  ),
};

export const rowRead: NodeDefinition = {
  ...googleSheets,
  type: "googleSheets.row.read",
  title: say("Read rows from Google Sheets", "Прочитати рядки з Google Таблиць", "Прочитать строки из Google Таблиц"),
  summary: say(
    "Reads all rows of a sheet, or those with a certain value in one column.",
    "Читає всі рядки аркуша або ті, де в одному стовпці є певне значення.",
    "Читает все строки листа или те, где в одном столбце есть определённое значение.",
  ),
  line: say(
    "Rows of “{sheet}” where {column} is {equals}",
    "Рядки «{sheet}», де {column}: {equals}",
    "Строки «{sheet}», где {column}: {equals}",
  ),
  effect: "read",
  params: [
    spreadsheet,
    sheet,
    {
      ...column,
      help: say("Empty: all rows.", "Порожньо: усі рядки.", "Пусто: все строки."),
    },
    equals,
    {
      name: "maxRows",
      kind: "number",
      default: 1_000,
      min: 1,
      max: 50_000,
      integer: true,
      advanced: true,
      title: say("Rows at most", "Щонайбільше рядків", "Не больше строк"),
    },
    headerRow,
  ],
  sample: { count: 1, rows: [{ row: 2, values: { Name: "Anna", Phone: "+380501112233" } }] },
  outputSchema: object({ count: number, rows: list(object({ row: number, values: object({}) })) }),
};

export const rowUpdate: NodeDefinition = {
  ...googleSheets,
  type: "googleSheets.row.update",
  title: say("Change a row in Google Sheets", "Змінити рядок у Google Таблицях", "Изменить строку в Google Таблицах"),
  summary: say(
    "Finds a row by the value of one column, and writes other columns of it; adds the row if you like.",
    "Знаходить рядок за значенням одного стовпця і записує інші; за бажання додає рядок.",
    "Находит строку по значению одного столбца и записывает другие; по желанию добавляет строку.",
  ),
  line: say(
    "Row of “{sheet}” where {column} is {equals}: {values}",
    "Рядок «{sheet}», де {column}: {equals} → {values}",
    "Строка «{sheet}», где {column}: {equals} → {values}",
  ),
  effect: "idempotent",
  outside: "row",
  effectFrom: { param: "ifNone", map: { append: "create" } },
  params: [
    spreadsheet,
    sheet,
    { ...column, required: true },
    { ...equals, required: true },
    values,
    {
      name: "ifNone",
      kind: "choice",
      default: "fail",
      title: say("If there is no such row", "Якщо такого рядка немає", "Если такой строки нет"),
      options: [
        { value: "fail", title: say("Fail", "Помилка", "Ошибка") },
        { value: "append", title: say("Add it", "Додати його", "Добавить её") },
        { value: "skip", title: say("Go on", "Продовжити", "Продолжить") },
      ],
    },
    {
      name: "all",
      kind: "boolean",
      default: false,
      advanced: true,
      title: say("Change every such row", "Змінити всі такі рядки", "Изменить все такие строки"),
      help: say("Otherwise only the first one.", "Інакше лише перший.", "Иначе только первую."),
    },
    headerRow,
    asTyped,
  ],
  sample: { found: 1, added: false, rows: [42] },
  outputSchema: object({ found: number, added: anything, rows: list(number) }),
};
