import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Brakes } from "@leeway/api";
import { call } from "./http.js";

const BRAKES = "brakes";

/** What was stopped by people; moves while one looks. */
export const useBrakes = () =>
  useQuery({ queryKey: [BRAKES], queryFn: () => call<Brakes>("GET", "/brakes"), refetchInterval: 5_000 });

/** Whether anything is stopped now: runs may have been parked, of which no log tells. */
export function useAnyBrake(): boolean {
  const { data } = useBrakes();
  return data !== undefined && (data.workspace !== null || data.workflows.length > 0);
}

/** Stops a workflow, or without one the whole workspace, or lets it go on. */
export function useBrake() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ workflowId, pause }: { workflowId: string | null; pause: boolean }) => {
      const what = workflowId === null ? "/workspace" : `/workflows/${encodeURIComponent(workflowId)}`;
      return call<Brakes>("POST", `${what}/${pause ? "pause" : "resume"}`, {});
    },
    onSuccess: (brakes) => {
      client.setQueryData([BRAKES], brakes);
    },
  });
}
