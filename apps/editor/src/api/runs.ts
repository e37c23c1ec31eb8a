import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { itemKinds, LoopItem, ReplayRun, Run, RunList, RunStep } from "@leeway/api";
import { pathOf, type Json } from "@leeway/engine";
import { call } from "./http.js";
import { pagesOf } from "./pages.js";
import { saidNow, type RunFilter } from "./run-filter.js";
import { useRequestKey } from "./request-key.js";

type List<T> = { items: T[]; nextCursor?: string };
const at = (id: string, rest = "") => `/runs/${encodeURIComponent(id)}${rest}`;

/** A page of the list; pages on which the server found none yet are passed over. */
async function runsOfPage(filter: RunFilter, limit: number, from: string): Promise<RunList> {
  const { status, ...said } = saidNow(filter);
  for (let cursor = from; ;) {
    const query = new URLSearchParams({ limit: String(limit), ...said, ...(status && { status: status.join(",") }) });
    if (cursor) query.set("cursor", cursor);
    const page = await call<RunList>("GET", `/runs?${query.toString()}`);
    if (page.items.length > 0 || page.nextCursor === undefined) return page;
    cursor = page.nextCursor;
  }
}

export const useRuns = (filter: RunFilter, limit = 50) =>
  useInfiniteQuery({
    queryKey: ["runs", filter, limit],
    queryFn: ({ pageParam }) => runsOfPage(filter, limit, pageParam),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: filter.workflowId ? false : 5_000,
  });
const mayStandInLine = (run: Run | undefined) => run?.status === "needs_attention" || run?.status === "running";
const readRun = (id: string) => ({ queryKey: ["run", id], queryFn: () => call<Run>("GET", at(id)) });

/** `watched`: it may change at any time. */
export const useRun = (id: string | undefined, watched = false) =>
  useQuery({
    ...readRun(id ?? ""),
    queryKey: ["run", id],
    enabled: id !== undefined,
    // Its log does not tell that it stands in line, nor that it does so again once somebody has settled what became of a step.
    refetchInterval: ({ state: { data } }) => (watched || data?.held || mayStandInLine(data) ? 3_000 : false),
  });
/** The steps outside of loops: they come before all that their items did, which may be without end. */
async function outerSteps(id: string): Promise<RunStep[]> {
  const found: RunStep[] = [];
  for await (const items of pagesOf<RunStep>(at(id, "/steps"))) {
    const outer = items.filter(({ key }) => pathOf(key) === "");
    found.push(...outer);
    if (outer.length < items.length) break;
  }
  return found;
}
export const useRunSteps = (id: string | undefined) =>
  useQuery({
    queryKey: ["run-steps", id],
    queryFn: () => outerSteps(id ?? ""),
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
export const useApproveStep = (id: string) =>
  useRunChange(id, ({ key, ...body }: { key: string; approved: boolean; data?: Json }) =>
    call("POST", at(id, `/steps/${encodeURIComponent(key)}/approve`), body),
  );

/** One step with its whole values. */
export const useRunStep = (id: string, key: string) =>
  useQuery({
    queryKey: ["run-step", id, key],
    queryFn: () => call<RunStep>("GET", at(id, `/steps/${encodeURIComponent(key)}`)),
  });

export type ItemKind = (typeof itemKinds)[number];

/** The items of a loop, page by page. */
export const useLoopItems = (id: string, key: string, status: ItemKind | undefined) =>
  useInfiniteQuery({
    queryKey: ["loop-items", id, key, status],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: "50" });
      if (status) query.set("status", status);
      if (pageParam) query.set("cursor", pageParam);
      return call<List<LoopItem>>("GET", at(id, `/steps/${encodeURIComponent(key)}/items?${query.toString()}`));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });

/** The steps of one item, `people[12]`; looked at again now and then while it is not over. */
export const useItemSteps = (id: string, item: string, live: boolean) =>
  useQuery({
    queryKey: ["item-steps", id, item],
    queryFn: () => call<List<RunStep>>("GET", at(id, `/steps?item=${encodeURIComponent(item)}`)),
    select: ({ items }) => items,
    refetchInterval: live ? 1_500 : false,
  });

/** Reads again what is shown of the items of a run's loops. */
export function useRefreshItems(id: string): () => void {
  const client = useQueryClient();
  return () => {
    for (const name of ["loop-items", "item-steps"]) void client.invalidateQueries({ queryKey: [name, id] });
  };
}

export interface ItemsChange {
  indexes: number[] | "failed" | "rest";
  action: "retry" | "skip";
  data?: Json;
  /** Of a run that is over; by default the one that it had. */
  version?: ReplayRun["version"];
  unlessReplayed?: ReplayRun["unlessReplayed"];
  despiteDoubt?: ReplayRun["despiteDoubt"];
}

/**
 * A person's word about items of a loop; of a run that is over a new one takes the items up. `beforeDraft`: what has to be
 * over first where it does so with the draft.
 */
export function useItemsChange(id: string, key: string, beforeDraft: () => Promise<void>) {
  const client = useQueryClient();
  const refresh = useRefreshItems(id);
  const requestKey = useRequestKey();
  return useMutation({
    mutationFn: async (change: ItemsChange) => {
      const wish = { ...change, requestKey: requestKey.current() };
      if (change.version === "draft") await beforeDraft();
      return call<{ runId: string }>("POST", at(id, `/steps/${encodeURIComponent(key)}/items`), wish);
    },
    onSettled: () => {
      requestKey.renew();
      refresh();
      return client.invalidateQueries({ queryKey: ["run", id] });
    },
  });
}
