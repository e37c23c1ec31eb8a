import { useQuery } from "@tanstack/react-query";
import type { CalleeDto } from "@leeway/api";
import { call } from "./http.js";

/** Whoever has just published the called workflow in another tab comes back here. */
const FRESH_MS = 10_000;

/** Workflows as steps of others see them, by id; undefined until that is known. Those that are gone are not among them. */
export function useCallees(ids: readonly string[]): ReadonlyMap<string, CalleeDto> | undefined {
  const { data } = useQuery({
    queryKey: ["callees", ...ids],
    queryFn: async () => {
      if (ids.length === 0) return new Map<string, CalleeDto>();
      const { items } = await call<{ items: CalleeDto[] }>("GET", `/callees?ids=${encodeURIComponent(ids.join(","))}`);
      return new Map(items.map((callee) => [callee.id, callee]));
    },
    staleTime: FRESH_MS,
    refetchOnWindowFocus: true,
  });
  return data;
}
