import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Retention } from "@leeway/api";
import { call } from "./http.js";

const KEY = ["retention"];

export const useRetention = () => useQuery({ queryKey: KEY, queryFn: () => call<Retention>("GET", "/retention") });

export function useSetRetention() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (retention: Retention) => call<Retention>("PUT", "/retention", retention),
    onSuccess: (kept) => client.setQueryData(KEY, kept),
  });
}
