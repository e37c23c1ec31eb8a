import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Run, RunStep } from "@leeway/api";
import type { Json, RunStatus } from "@leeway/engine";
import { call } from "./http.js";

type List<T> = { items: T[]; nextCursor?: string };
const at = (id: string, rest = "") => `/runs/${encodeURIComponent(id)}${rest}`;

export interface RunFilter {
  workflowId?: string;
  status?: RunStatus;
}

export const useRuns = (filter: RunFilter, limit = 50) =>
  useInfiniteQuery({
    queryKey: ["runs", filter, limit],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: String(limit) });
      if (filter.workflowId) query.set("workflowId", filter.workflowId);
      if (filter.status) query.set("status", filter.status);
      if (pageParam) query.set("cursor", pageParam);
      return call<List<Run>>("GET", `/runs?${query.toString()}`);
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: filter.workflowId ? false : 5_000,
  });
export const useRun = (id: string | undefined) =>
  useQuery({ queryKey: ["run", id], queryFn: () => call<Run>("GET", at(id ?? "")), enabled: id !== undefined });
export const useRunSteps = (id: string | undefined) =>
  useQuery({
    queryKey: ["run-steps", id],
    queryFn: () => call<List<RunStep>>("GET", at(id ?? "", "/steps?limit=200")).then(({ items }) => items),
    enabled: id !== undefined,
  });

function useRunChange<In>(id: string, mutationFn: (input: In) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () =>
      Promise.all(["run", "run-steps"].map((name) => client.invalidateQueries({ queryKey: [name, id] }))),
  });
}
export const useCancelRun = (id: string) => useRunChange(id, () => call("POST", at(id, "/cancel"), {}));
export const useResolveStep = (id: string) =>
  useRunChange(id, ({ key, ...body }: { key: string; as: "done" | "retry" | "fail"; output?: Json }) =>
    call("POST", at(id, `/steps/${encodeURIComponent(key)}/resolve`), body),
  );
