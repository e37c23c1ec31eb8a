import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BulkAnswer, ReplayRun, RunJob } from "@leeway/api";
import { saidNow, type RunFilter } from "./run-filter.js";
import { call } from "./http.js";
import { useRequestKey } from "./request-key.js";

/** Does a run again. `beforeDraft`: what has to be over first where it is done with the draft, e.g. a save of it. */
export function useReplayRun(id: string, beforeDraft: () => Promise<void>) {
  const key = useRequestKey();
  return useMutation({
    mutationFn: async (wish: Pick<ReplayRun, "from" | "version" | "rehearsal" | "unlessReplayed" | "despiteDoubt">) => {
      const requestKey = key.current();
      if (wish.version === "draft") await beforeDraft();
      return call<{ runId: string }>("POST", `/runs/${encodeURIComponent(id)}/replay`, { ...wish, requestKey });
    },
    onSettled: key.renew,
  });
}

export type BulkAction = "replay" | "cancel";

interface BulkWish {
  action: BulkAction;
  filter: RunFilter;
  version?: ReplayRun["version"];
}

/** How many runs are meant. */
export const useCountRuns = () =>
  useMutation({
    mutationFn: ({ action, filter }: BulkWish) =>
      call<BulkAnswer>("POST", `/runs/${action}`, { filter: saidNow(filter), dryRun: true }),
  });

/** Does it with all of them. */
export function useBulk() {
  const client = useQueryClient();
  const key = useRequestKey();
  return useMutation({
    mutationFn: ({ action, filter, version }: BulkWish) =>
      call<BulkAnswer>("POST", `/runs/${action}`, {
        filter: saidNow(filter),
        ...(version && { version }),
        requestKey: key.current(),
      }),
    onSettled: () => {
      key.renew();
      return client.invalidateQueries({ queryKey: ["runs"] });
    },
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
