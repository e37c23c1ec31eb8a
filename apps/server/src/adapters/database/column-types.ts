/**
 * Column types that mean the same on SQLite and PostgreSQL. The migrations spell them as Table API types,
 * the entities as column types; times are whole milliseconds since 1970, JSON is text, ids are made in code.
 */
export const columnTypes = {
  id: "varchar",
  text: "varchar",
  json: "text",
  time: "bigint",
  integer: "integer",
  flag: "boolean",
  bytes: "blob",
} as const;
