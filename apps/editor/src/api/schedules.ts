import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Schedule } from "@leeway/api";
import { call } from "./http.js";

const keyOf = (workflowId: string) => ["schedules", workflowId];
const pathOf = (workflowId: string) => `/workflows/${encodeURIComponent(workflowId)}/schedules`;

/** The schedules of a published workflow; moves while one looks. */
export const useSchedules = (workflowId: string, enabled: boolean) =>
  useQuery({
    queryKey: keyOf(workflowId),
    queryFn: () => call<{ items: Schedule[] }>("GET", pathOf(workflowId)).then(({ items }) => items),
    refetchInterval: 15_000,
    enabled,
  });

/** Holds a schedule, or lets it go on. */
export function useHoldSchedule(workflowId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ nodeId, pause }: { nodeId: string; pause: boolean }) =>
      call<{ items: Schedule[] }>(
        "POST",
        `${pathOf(workflowId)}/${encodeURIComponent(nodeId)}/${pause ? "pause" : "resume"}`,
        {},
      ),
    onSuccess: ({ items }) => {
      client.setQueryData(keyOf(workflowId), items);
    },
  });
}
