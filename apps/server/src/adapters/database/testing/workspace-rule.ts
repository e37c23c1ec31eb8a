import { runTables, workspaceTables } from "../../../deletion/workspace-tables.js";
import { foundOtherwise, type Otherwise } from "./found-otherwise.js";

/** By which column the rows of each table are known to be of a workspace: its own, or that of the row they belong to. */
const ownerColumns: ReadonlyMap<string, string> = new Map([
  ...[...workspaceTables, ...runTables].map(({ table, where }) => [table, where.split(" ", 1)[0] ?? ""] as const),
  ["runs", "workspace_id"],
  ["run_events", "run_id"],
  ["uploads", "workspace_id"],
  ["audit_log", "workspace_id"],
]);

/**
 * What is wrong with a statement that a file prepares: it touches rows of workspaces, and neither says of which one, by a
 * value that it is given, nor stands in the list of what is found by something else. Undefined where nothing is.
 */
export function workspaceFault(sql: string, file: string): string | undefined {
  const text = sql.replaceAll(/\s+/g, " ").trim();
  const owners = tablesOf(text).map((table) => [table, ownerColumns.get(table)] as const);
  const touched = owners.filter(([, owner]) => owner !== undefined);
  if (touched.length === 0) return undefined;
  const columns = ["workspace_id", ...touched.map(([, owner]) => owner ?? "")];
  if (columns.some((column) => isGiven(text, column))) return undefined;
  if (listed(foundOtherwise[file], text)) return undefined;
  const tables = [...new Set(touched.map(([table]) => table))].join(", ");
  return `${file} reads or writes rows of workspaces (${tables}) without saying of which one: add "AND workspace_id = ?", or its reason to found-otherwise.ts. ${text}`;
}

function tablesOf(text: string): string[] {
  return [...text.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE(?: OR \w+)?) "?(\w+)/gi)].map((found) => found[1] ?? "");
}

/** Whether a column has to be a value that comes from outside the statement, or is written with one. */
function isGiven(text: string, column: string): boolean {
  // What an update sets finds nothing.
  const finding = text.startsWith("UPDATE") ? text.replace(/ SET .*? WHERE /, " WHERE ") : text;
  const value = String.raw`(\?|[@:$]\w|\(\s*(\?|[@:$]\w)|\(SELECT value FROM json_each\()`;
  if (new RegExp(String.raw`\b${column}"?( \|\| '')? (=|IS|IN) ?${value}`, "i").test(finding)) return true;
  const written = /^(?:INSERT|REPLACE)[^(]*\(([^)]*)\) VALUES/i.exec(text)?.[1];
  return written !== undefined && new RegExp(String.raw`\b${column}\b`).test(written);
}

function listed(otherwise: Otherwise | undefined, text: string): boolean {
  if (otherwise === undefined) return false;
  const { by = [], parts = [] } = otherwise;
  return by.some((column) => isGiven(text, column)) || parts.some((part) => text.includes(part));
}
