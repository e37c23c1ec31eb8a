import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Brakes } from "@leeway/api";
import { call } from "./http.js";

const BRAKES = "brakes";
const EVERY_MS = 5_000;
const read = { queryKey: [BRAKES], queryFn: () => call<Brakes>("GET", "/brakes"), staleTime: EVERY_MS };

/** What was stopped by people, as the banner of the page knows it. */
export const useBrakes = () => useQuery(read);

/** For the banner, which is on every page: asks again while one looks. Each that did so would ask for itself. */
export const useWatchedBrakes = () => useQuery({ ...read, refetchInterval: EVERY_MS });

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
