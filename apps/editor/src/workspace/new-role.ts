import type { Query, QueryClient } from "@tanstack/react-query";
import { onNewRole } from "../api/tab-role.js";
import { useLiveRun } from "../runs/live.js";

/** What is no data of runs, and what a person may just be writing in: it stays on the screen until it is there anew. */
const stays = new Set<unknown>([
  "auth",
  "me",
  "members",
  "workspaces",
  "node-types",
  "workflow",
  "stored draft",
  "credentials",
  "variables",
  "fields",
]);
const goes = ({ queryKey: [asked] }: Query) => !stays.has(asked);

/**
 * An open page follows its person's role: the buttons are those of the new one, and what the former one was shown, such as
 * people's phones, goes from the screen and from memory.
 */
export function followRole(client: QueryClient): void {
  const follow = () => {
    client.removeQueries({ type: "inactive", predicate: goes });
    void client.resetQueries({ predicate: goes });
    void client.invalidateQueries({ predicate: ({ queryKey: [asked] }) => stays.has(asked) && asked !== "workflow" });
    useLiveRun.getState().again();
  };
  onNewRole(follow, () => void client.invalidateQueries({ queryKey: ["me"] }));
}
