import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Erasure, ErasureLook } from "@leeway/api";
import { call, plainAddress } from "./http.js";

const KEY = ["erasures"];
const LIVE_MS = 1_000;
const at = (id: string, rest: string) => `/people/${encodeURIComponent(id)}/${rest}`;

/** Where a browser gets the copy of what is kept of a person. */
export const copyAddress = (id: string): string => plainAddress(at(id, "export"));

/** What an erasure would take away and leave, also by these further words. It reads all runs, so it takes a while. */
export const useErasureLook = (id: string, also: readonly string[]) =>
  useQuery({
    queryKey: ["erasure-look", id, also],
    queryFn: ({ signal }) => call<ErasureLook>("POST", at(id, "erase/look"), { also }, { signal }),
    gcTime: 0,
  });

export function useErase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, also }: { id: string; also: readonly string[] }) =>
      call<Erasure>("POST", at(id, "erase"), { also }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

const erasures = {
  queryKey: KEY,
  queryFn: async () => (await call<{ items: Erasure[] }>("GET", "/erasures")).items,
};

/** Asked for as long as the one that was begun goes on. */
export const useErasures = (begun: string | undefined) =>
  useQuery({
    ...erasures,
    enabled: begun !== undefined,
    refetchInterval: ({ state }) => (state.data?.find(({ id }) => id === begun)?.state === "going" ? LIVE_MS : false),
  });

/** All of them, newest first; asked for again as long as any goes on. */
export const useAllErasures = () =>
  useQuery({
    ...erasures,
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === "going") ? LIVE_MS : false),
  });
