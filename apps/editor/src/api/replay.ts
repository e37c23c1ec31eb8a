import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BulkAnswer, ReplayRun, RunJob } from "@leeway/api";
import type { RunFilter } from "./runs.js";
import { call } from "./http.js";

/** Does a run again; under one key once, however often it is pressed. */
export const replayRun = (id: string, wish: ReplayRun) =>
  call<{ runId: string }>("POST", `/runs/${encodeURIComponent(id)}/replay`, wish);

export type BulkAction = "replay" | "cancel";

/** How many runs are meant. */
export const countRuns = (action: BulkAction, filter: RunFilter) =>
  call<BulkAnswer>("POST", `/runs/${action}`, { filter, dryRun: true });

/** Does it with all of them. */
export function useBulk(action: BulkAction) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: { filter: RunFilter; requestKey: string }) => call<BulkAnswer>("POST", `/runs/${action}`, wish),
    onSuccess: () => client.invalidateQueries({ queryKey: ["runs"] }),
  });
}

/** How far it is, until it has ended. */
export const useRunJob = (id: string | undefined) =>
  useQuery({
    queryKey: ["run-job", id],
    queryFn: () => call<RunJob>("GET", `/run-jobs/${id}`),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.finishedAt ? false : 1_000),
  });
