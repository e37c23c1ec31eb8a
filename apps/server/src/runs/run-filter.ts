import type { RunStatus } from "@leeway/engine";

/** Which runs of a workspace are meant; what is not named does not matter. */
export interface RunFilter {
  workflowId?: string | undefined;
  status?: readonly RunStatus[] | undefined;
  /** What started them: the type of a trigger (`trigger.webhook`), or a node's id. */
  trigger?: string | undefined;
  /** They began at this moment or later, as an ISO time. */
  from?: string | undefined;
  /** They began before this moment. */
  to?: string | undefined;
}

/** Runs that lie in one index, in the order of their ids. */
interface Stream {
  /** After FROM; a run is `r`. */
  table: string;
  wheres: string[];
  values: Record<string, string>;
}

/** What holds of each run that is meant, besides its status and what started it. */
function common(workspaceId: string, { workflowId, from, to }: RunFilter): Omit<Stream, "table"> {
  const wheres = ["r.workspace_id = @workspaceId"];
  const values: Record<string, string> = { workspaceId };
  const also = (where: string, name: string, value: string | undefined) => {
    if (value === undefined) return;
    wheres.push(where);
    values[name] = value;
  };
  also("r.workflow_id = @workflowId", "workflowId", workflowId);
  also("r.id >= @from", "from", from && idAt(Date.parse(from)));
  also("r.id < @to", "to", to && idAt(Date.parse(to)));
  return { wheres, values };
}

/**
 * A stream per status: each goes by an index that holds just its runs. Several statuses in one condition would have to be
 * sorted.
 */
export function streamsOf(workspaceId: string, filter: RunFilter): Stream[] {
  const { wheres, values } = common(workspaceId, filter);
  const index = filter.workflowId === undefined ? "runs_workspace" : "runs_workflow";
  const plain = { table: `runs r INDEXED BY ${index}`, wheres, values };
  if (!filter.status) return [plain];
  return [...new Set(filter.status)].map((one, place) => {
    const own = { wheres: [...wheres, `r.status = @status${place}`], values: { ...values, [`status${place}`]: one } };
    if (one === "succeeded") return { ...plain, ...own };
    // Said in the words of the partial indexes: without them they are not used.
    return { ...own, table: `runs r INDEXED BY ${index}_status`, wheres: [...own.wheres, "r.status <> 'succeeded'"] };
  });
}

/** What holds of each run that is meant, to be asked of runs `r` that were found otherwise. */
export function conditionsOf(workspaceId: string, filter: RunFilter): Omit<Stream, "table"> {
  const { wheres, values } = common(workspaceId, filter);
  const { status, trigger } = filter;
  return {
    wheres: [
      ...wheres,
      ...(status ? ["r.status IN (SELECT value FROM json_each(@statuses))"] : []),
      startedBy(trigger),
    ],
    values: {
      ...values,
      ...(status && { statuses: JSON.stringify(status) }),
      ...(trigger !== undefined && { trigger }),
    },
  };
}

/** Whether `@trigger` started the run `r`; true where no trigger is named. */
export function startedBy(trigger: string | undefined): string {
  if (trigger === undefined) return "1";
  if (!trigger.startsWith("trigger.")) return 'r."trigger" = @trigger';
  return `EXISTS (SELECT 1 FROM document_triggers t WHERE t.document_id = r.document_id AND t.node_id = r."trigger"
    AND t.type = @trigger)`;
}

/** The smallest id that a run of this moment can have: ids begin with their time. */
export function idAt(at: number): string {
  const hex = Math.max(0, at).toString(16).padStart(12, "0");
  return `run_${hex.slice(0, 8)}-${hex.slice(8)}`;
}
