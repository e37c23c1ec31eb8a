import { useQueryClient } from "@tanstack/react-query";
import { isSomebodysPage, loadAnew } from "./tab-person.js";
import { forgetWorkspaces } from "./workspaces.js";

/** After signing in or out nothing of the other person may stay in memory: a page that was somebody's is loaded anew. */
export function useStartOver() {
  const client = useQueryClient();
  return async () => {
    forgetWorkspaces();
    if (isSomebodysPage()) return loadAnew();
    await client.invalidateQueries({ queryKey: ["auth"] });
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "auth" });
    return undefined;
  };
}
