import { useQuery } from "@tanstack/react-query";
import type { RunFile } from "@leeway/api";
import { call, plainAddress } from "./http.js";

/** The files that came with a run's call. */
export const useRunFiles = (runId: string | undefined, enabled: boolean) =>
  useQuery({
    queryKey: ["run-files", runId],
    queryFn: () =>
      call<{ items: RunFile[] }>("GET", `/runs/${encodeURIComponent(runId ?? "")}/files`).then(({ items }) => items),
    enabled: enabled && runId !== undefined,
  });

/** Where a browser gets a file, with nothing but the session. */
export const addressOfFile = (id: string): string => plainAddress(`/files/${encodeURIComponent(id)}`);
