import { useRef } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ApiProblem, call } from "./http.js";
import { useMay } from "./permission.js";

/** One entry of a picker: the id that is sent, and what people call it. */
export interface Choice {
  value: string;
  label: string;
  /** What tells it from others of the same name. */
  hint?: string;
}
interface Page {
  items: Choice[];
  nextCursor?: string;
}

export const CHOICES = "choices";
/** One call of the service, where it answers page by page: each takes one of the minute's. */
const PART = "100";

/** The server waits a while itself for room in the token's minute: so many times are two minutes. */
const MOST_WAITS = 9;
const isLimited = (error: unknown) =>
  error instanceof ApiProblem && error.errors.some(({ code }) => code === "service.limited");

/** Choices of a picker, loaded from the service through a credential, part after part. */
export function useChoices(nodeType: string, param: string, query: Readonly<Record<string, string>>, enabled: boolean) {
  const anew = useRef(false);
  // Each question is a call of the service with a credential.
  const may = useMay()("credentials.use");
  const list = useInfiniteQuery({
    queryKey: [CHOICES, nodeType, param, query],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({
        ...query,
        limit: PART,
        ...(pageParam !== "" && { cursor: pageParam }),
        ...(anew.current && { refresh: "true" }),
      });
      const path = `/options/${encodeURIComponent(nodeType)}/${encodeURIComponent(param)}?${asked.toString()}`;
      return call<Page>("GET", path, undefined, { signal });
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    enabled: enabled && may,
    staleTime: 120_000,
    retry: (times, error) => times < MOST_WAITS && isLimited(error),
    retryDelay: 1_000,
  });
  /** Asks the service itself, not what the server remembers. */
  const refresh = async () => {
    anew.current = true;
    try {
      await list.refetch();
    } finally {
      anew.current = false;
    }
  };
  return { ...list, items: list.data?.pages.flatMap(({ items }) => items), refresh };
}
