import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LeelooEvent, LeelooHub, LeelooHubChange } from "@leeway/api";
import { call } from "./http.js";

const hubKey = ["leeloo-hub"];
const eventsKey = ["leeloo-events"];
interface EventPage {
  items: LeelooEvent[];
  nextCursor?: string;
}

/** Where Leeloo sends its events. */
export const useHub = () =>
  useQuery({ queryKey: hubKey, queryFn: () => call<LeelooHub>("GET", "/leeloo-hub"), refetchInterval: 10_000 });

function useHubChange<In>(mutationFn: (input: In) => Promise<LeelooHub>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: (hub) => client.setQueryData(hubKey, hub) });
}
export const useForwardTo = () =>
  useHubChange((change: LeelooHubChange) => call<LeelooHub>("PUT", "/leeloo-hub", change));
export const useRenewHub = () => useHubChange(() => call<LeelooHub>("POST", "/leeloo-hub/renew", {}));

/** What came, newest first; moves while one looks. */
export const useLeelooEvents = (limit = 50) =>
  useInfiniteQuery({
    queryKey: [...eventsKey, limit],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: String(limit), ...(pageParam !== "" && { cursor: pageParam }) });
      return call<EventPage>("GET", `/leeloo-events?${query.toString()}`);
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 3_000,
  });

/** One with its whole data: lists leave out what is long. */
export const readEvent = (id: string) => call<LeelooEvent>("GET", `/leeloo-events/${encodeURIComponent(id)}`);
export const useLeelooEvent = (id: string, wanted: boolean) =>
  useQuery({ queryKey: ["leeloo-event", id], queryFn: () => readEvent(id), enabled: wanted, staleTime: Infinity });

/** Offers it again to the workflows that have no run of it. */
export function useDeliverEvent() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<LeelooEvent>("POST", `/leeloo-events/${encodeURIComponent(id)}/deliver`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: eventsKey }),
  });
}
