import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ImportReport, ImportWorkspace } from "@leeway/api";
import { call, plainAddress } from "./http.js";

/** What becomes of what is there by the same name, for each kind and for single workflows. */
export type ImportWish = Pick<ImportWorkspace, "choices" | "perWorkflow">;

const KEY = "import of a workspace";
const ask = (body: object, signal?: AbortSignal) => call<ImportReport>("POST", "/workspace/import", body, { signal });

/** Where a browser gets the workspace as a file. */
export const workspaceFileAddress = (): string => plainAddress("/workspace/export");

/** What an import would do; asked anew for every other choice. `file`: as it was read, which the server judges. */
export const useImportPlan = (file: unknown, opened: number, wish: ImportWish) =>
  useQuery({
    queryKey: [KEY, opened, wish],
    queryFn: ({ signal }) => ask({ file, ...wish, dryRun: true }, signal),
    placeholderData: (before) => before,
    retry: false,
    gcTime: 0,
  });

/** Everything on the screen may be another afterwards. */
export function useImportWorkspace() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { file: unknown } & ImportWish) => ask(body),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY }),
  });
}
