import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  AttentionEntry,
  AttentionKind,
  AttentionList,
  AttentionWord,
  ResolveAttention,
  ResolvedAttention,
} from "@leeway/api";
import { ApiProblem, call } from "./http.js";

export interface AttentionFilter {
  workflowId?: string;
  kind?: AttentionKind;
}

/** How often it is asked whether something new waits. */
const LIVE_MS = 5_000;

export const useAttention = (filter: AttentionFilter) =>
  useInfiniteQuery({
    queryKey: ["attention", filter],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: "50", ...filter, ...(pageParam && { cursor: pageParam }) });
      return call<AttentionList>("GET", `/attention?${query.toString()}`);
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: LIVE_MS,
  });

/** How much waits for a person, up to 1,000. */
export const useAttentionCount = () =>
  useQuery({
    queryKey: ["attention", "count"],
    queryFn: () => call<AttentionList>("GET", "/attention?limit=1").then(({ total }) => total),
    refetchInterval: LIVE_MS,
  });

/** As many as the server takes in one call. */
const AT_ONCE = 500;

/** Says one word to several; answers how many took it, and why the others did not. */
export function useAnswer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ entries, word }: { entries: readonly AttentionEntry[]; word: AttentionWord }) => {
      const refusals: ApiProblem[] = [];
      for (let from = 0; from < entries.length; from += AT_ONCE) {
        const named = entries.slice(from, from + AT_ONCE).map(({ runId, key }) => ({ runId, key }));
        const body: ResolveAttention = { entries: named, as: word };
        const { items } = await call<ResolvedAttention>("POST", "/attention/resolve", body);
        for (const { error } of items)
          if (error) refusals.push(new ApiProblem(error.code, error.status, error.title, error.detail));
      }
      return { said: entries.length - refusals.length, refusals };
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["attention"] }),
  });
}
