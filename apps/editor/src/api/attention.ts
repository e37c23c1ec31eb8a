import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AttentionEntry, AttentionKind, AttentionList } from "@leeway/api";
import { call } from "./http.js";

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

/** What a person says to what waits: to doubts what became of them, to approvals yes or no. */
export type Word = "done" | "retry" | "fail" | "approve" | "reject";
const AT_ONCE = 4;

/** Says one word to several; answers how many took it, and why the first of the others did not. */
export function useAnswer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ entries, word }: { entries: readonly AttentionEntry[]; word: Word }) => {
      const left = [...entries];
      const refusals: unknown[] = [];
      const work = async () => {
        for (let entry = left.shift(); entry; entry = left.shift())
          await say(entry, word).catch((error: unknown) => void refusals.push(error));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return { said: entries.length - refusals.length, refusals };
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["attention"] }),
  });
}

function say({ runId, key }: AttentionEntry, word: Word): Promise<unknown> {
  const at = `/runs/${encodeURIComponent(runId)}/steps/${encodeURIComponent(key)}`;
  return word === "approve" || word === "reject"
    ? call("POST", `${at}/approve`, { approved: word === "approve" })
    : call("POST", `${at}/resolve`, { as: word });
}
