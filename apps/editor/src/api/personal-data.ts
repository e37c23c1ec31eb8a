import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Erasure } from "@leeway/api";
import { call, plainAddress } from "./http.js";

const KEY = ["erasures"];
const LIVE_MS = 1_000;
const at = (id: string, rest: string) => `/people/${encodeURIComponent(id)}/${rest}`;

/** Where a browser gets the copy of what is kept of a person. */
export const copyAddress = (id: string): string => plainAddress(at(id, "export"));

export function useErase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, also }: { id: string; also: readonly string[] }) =>
      call<Erasure>("POST", at(id, "erase"), { also }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Asked for as long as the one that was begun goes on. */
export const useErasures = (begun: string | undefined) =>
  useQuery({
    queryKey: KEY,
    queryFn: async () => (await call<{ items: Erasure[] }>("GET", "/erasures")).items,
    enabled: begun !== undefined,
    refetchInterval: ({ state }) => (state.data?.find(({ id }) => id === begun)?.state === "going" ? LIVE_MS : false),
  });
