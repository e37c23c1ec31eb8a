import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { MissedOrders, OrderCheck, OrderCheckRequest } from "@leeway/api";
import { call } from "./http.js";

const key = ["leeloo-check"];
const path = "/leeloo-check";

const isBusy = ({ last, missed }: OrderCheck) =>
  last?.state === "reading" || missed.some(({ state }) => state === "wanted");

/** The latest comparison of orders with events; moves while one is under way. */
export const useOrderCheck = () =>
  useQuery({
    queryKey: key,
    queryFn: () => call<OrderCheck>("GET", path),
    refetchInterval: ({ state: { data } }) => (data && isBusy(data) ? 1_000 : 30_000),
  });

function useTell<In>(verb: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: In) => call<OrderCheck>("POST", `${path}${verb}`, body),
    onSuccess: (check) => client.setQueryData(key, check),
  });
}
export const useCompareOrders = () => useTell<OrderCheckRequest>("");
export const useRunMissed = () => useTell<MissedOrders>("/run");
export const useDismissMissed = () => useTell<MissedOrders>("/dismiss");
