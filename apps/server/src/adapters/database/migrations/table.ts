import { Table, TableIndex, type QueryRunner, type TableColumnOptions } from "typeorm";
import { columnTypes } from "../column-types.js";

type Kind = keyof typeof columnTypes;
/** `"text"`, `"text?"` for one that may be null, `"id!"` for a part of the primary key. */
export type ColumnSpec = Kind | `${Kind}?` | `${Kind}!`;
export interface IndexSpec {
  name: string;
  columns: string[];
  unique?: boolean;
  where?: string;
}

/** A table in one glance; made through the Table API, so that it means the same on both databases. */
export async function createTable(
  runner: QueryRunner,
  name: string,
  columns: Record<string, ColumnSpec>,
  indexes: IndexSpec[] = [],
): Promise<void> {
  const options = Object.entries(columns).map(([column, spec]): TableColumnOptions => {
    const kind = spec.replace(/[?!]$/, "") as Kind;
    return { name: column, type: columnTypes[kind], isNullable: spec.endsWith("?"), isPrimary: spec.endsWith("!") };
  });
  await runner.createTable(new Table({ name, columns: options }));
  for (const { name: index, columns: columnNames, unique = false, where } of indexes)
    await runner.createIndex(
      name,
      new TableIndex({ name: index, columnNames, isUnique: unique, ...(where !== undefined && { where }) }),
    );
}
