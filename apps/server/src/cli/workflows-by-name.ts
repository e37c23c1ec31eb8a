import type { WorkflowListItem } from "@leeway/api";
import type { ApiServer } from "./api-server.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";

interface Page {
  items: WorkflowListItem[];
  nextCursor?: string;
}

/** All pages of the list. */
export async function everyWorkflow(server: ApiServer): Promise<WorkflowListItem[]> {
  const all: WorkflowListItem[] = [];
  for (let cursor: string | undefined, more = true; more;) {
    const at: string = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page = await server.ask<Page>("GET", `/workflows?limit=200${at}`);
    all.push(...page.items);
    cursor = page.nextCursor;
    more = cursor !== undefined;
  }
  return all;
}

/** By its id, or by its name where only one has it. */
export async function workflowCalled(server: ApiServer, name: string): Promise<Pick<WorkflowListItem, "id" | "name">> {
  const all = await everyWorkflow(server);
  const byId = all.find(({ id }) => id === name);
  if (byId) return byId;
  const wanted = name.trim().toLowerCase();
  const [only, ...more] = all.filter((one) => one.name.trim().toLowerCase() === wanted);
  if (!only)
    throw new CommandRefused(
      `No workflow has the id or the name ${name}. \`workflow list\` shows them.`,
      exitCodes.notFound,
    );
  if (more.length === 0) return only;
  const ids = [only, ...more].map(({ id }) => id).join(", ");
  throw new CommandRefused(`Several workflows are called ${name}. Say which by its id: ${ids}.`, exitCodes.usage);
}
