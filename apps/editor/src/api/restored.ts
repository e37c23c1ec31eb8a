import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiKey, ConfirmApiKeys, GoOn, HeldEventsWord, ListedRun, Restored } from "@leeway/api";
import { call } from "./http.js";
import type { Confirmed } from "./second-factor.js";

const RESTORED = "restored";
/** While something waits: a run that was cancelled ends a moment later. */
const LIVE_MS = 3_000;
const QUIET_MS = 30_000;

/** What waits for a person since a restore; hardly ever anything. */
export const useRestored = () =>
  useQuery({
    queryKey: [RESTORED],
    queryFn: () => call<Restored>("GET", "/restored").then(({ restoration }) => restoration),
    refetchInterval: ({ state: { data } }) => (data ? LIVE_MS : QUIET_MS),
  });

/** The runs that wait, newest first. */
export const useRestoredRuns = () =>
  useInfiniteQuery({
    queryKey: [RESTORED, "runs"],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: "50", ...(pageParam && { cursor: pageParam }) });
      return call<{ items: ListedRun[]; nextCursor?: string }>("GET", `/restored/runs?${query.toString()}`);
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: LIVE_MS,
  });

/** API keys that rest until a person confirms them, the newest first; which program asks is seen as it does. */
export const useRestingKeys = () =>
  useQuery({
    queryKey: ["api-keys"],
    queryFn: () => call<{ items: ApiKey[] }>("GET", "/api-keys"),
    select: ({ items }) =>
      items.filter(
        ({ restingSince, expiresAt }) =>
          restingSince !== null && (expiresAt === null || Date.parse(expiresAt) > Date.now()),
      ),
    refetchInterval: LIVE_MS,
  });

function useWord<In>(say: (input: In) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: say,
    onSettled: () =>
      Promise.all([RESTORED, "runs", "run", "api-keys"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}

/** These runs go on, or all. */
export const useGoOn = () => useWord((runIds: string[] | undefined) => call("POST", "/restored/go-on", goOn(runIds)));
const goOn = (runIds: string[] | undefined): GoOn => (runIds ? { runIds } : {});

/** These runs end here: what they did not send is not sent. */
export const useCancelRestored = () => useWord((ids: string[]) => call("POST", "/runs/cancel", { filter: { ids } }));

export const useHeldEvents = () => useWord((as: HeldEventsWord["as"]) => call("POST", "/restored/events", { as }));

/** These API keys work again, or all that rest. */
export const useConfirmKeys = (confirmed: Confirmed) =>
  useWord((ids: string[] | undefined) => confirmed(() => call("POST", "/api-keys/confirm", confirmKeys(ids))));
const confirmKeys = (ids: string[] | undefined): ConfirmApiKeys => (ids ? { ids } : {});

/** The note is put aside. */
export const useRestoredSeen = () => useWord(() => call("POST", "/restored/seen", {}));
