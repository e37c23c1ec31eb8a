import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BackfillRequest, Poll, PollAhead } from "@leeway/api";
import { call } from "./http.js";

const keyOf = (workflowId: string) => ["polls", workflowId];
const pathOf = (workflowId: string) => `/workflows/${encodeURIComponent(workflowId)}/polls`;

const isBusy = ({ looking, nextAt, backfill }: Poll) =>
  looking ||
  (nextAt !== null && Date.parse(nextAt) <= Date.now()) ||
  backfill?.state === "counting" ||
  backfill?.state === "running";

/** The triggers of a published workflow that look in Leeloo; moves while one looks. */
export const usePolls = (workflowId: string, enabled: boolean) =>
  useQuery({
    queryKey: keyOf(workflowId),
    queryFn: () => call<{ items: Poll[] }>("GET", pathOf(workflowId)).then(({ items }) => items),
    refetchInterval: ({ state: { data } }) => (data?.some(isBusy) ? 1_000 : 10_000),
    enabled,
  });

/** What publishing the saved draft would start at once of what is in Leeloo already. It is counted there, once for a dialog. */
export const aheadQuery = (workflowId: string) => ({
  queryKey: [...keyOf(workflowId), "ahead"],
  queryFn: () => call<{ items: PollAhead[] }>("GET", `${pathOf(workflowId)}/ahead`).then(({ items }) => items),
  staleTime: 10_000,
  gcTime: 10_000,
});

/** What people tell such a trigger to do. */
export type PollVerb =
  | { verb: "pause" | "resume" | "look" | "backfill/start" | "backfill/stop" }
  | ({ verb: "backfill" } & BackfillRequest);

export function useTellPoll(workflowId: string, nodeId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, ...body }: PollVerb) =>
      call<{ items: Poll[] }>("POST", `${pathOf(workflowId)}/${encodeURIComponent(nodeId)}/${verb}`, body),
    onSuccess: ({ items }) => {
      client.setQueryData(keyOf(workflowId), items);
    },
  });
}
