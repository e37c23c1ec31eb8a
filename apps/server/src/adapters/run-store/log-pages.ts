import { setImmediate as nextTurn } from "node:timers/promises";
import type { LogReader, LogRow } from "@leeway/engine";
import { rowOfLog, type EventRow } from "./event-rows.js";
import type { RunStatements } from "./statements.js";

/** Characters after which others have their turn. */
const PAGE = 200_000;

/** One run's log as it is now, in pages: what is appended while they are read is not in them. */
export function logPages(
  sql: Pick<RunStatements, "firstRow" | "lastRow" | "outsideRows" | "itemRows">,
  runId: string,
): LogReader {
  const last = sql.lastRow.get(runId) as EventRow | undefined;
  const upto = last?.seq ?? 0;
  async function* outside(): AsyncGenerator<LogRow[]> {
    let page = (sql.firstRow.all(runId) as EventRow[]).map(rowOfLog);
    let after = 1;
    while (after < upto) {
      let size = 0;
      let full = false;
      for (const row of sql.outsideRows.iterate({ runId, after, upto }) as Iterable<EventRow>) {
        page.push(rowOfLog(row));
        after = row.seq;
        size += row.body.length;
        full = size >= PAGE;
        if (full) break;
      }
      if (!full) break;
      yield page;
      page = [];
      await nextTurn();
    }
    if (last && last.seq > after) page.push(rowOfLog(last));
    yield page;
  }
  return {
    outside,
    between: (from, to) =>
      (sql.itemRows.all({ runId, from, to }) as EventRow[]).filter(({ seq }) => seq <= upto).map(rowOfLog),
  };
}
