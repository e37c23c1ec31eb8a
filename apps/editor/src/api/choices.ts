import { useEffect, useRef, useState } from "react";
import {
  notifyManager,
  useInfiniteQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from "@tanstack/react-query";
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

/** A list that was shown, as far as it has come. */
interface ShownChoices {
  nodeType: string;
  param: string;
  data: InfiniteData<Page> | undefined;
}

/** All lists that were shown so far, and those that come; nothing is asked for. */
export function useShownChoices(): readonly ShownChoices[] {
  const client = useQueryClient();
  const [shown, show] = useState(() => shownIn(client));
  useEffect(() => {
    const look = () =>
      show((before) => {
        const now = shownIn(client);
        return now.length === before.length && now.every(({ data }, at) => data === before[at]?.data) ? before : now;
      });
    look();
    const tell = notifyManager.batchCalls(look);
    return client.getQueryCache().subscribe(({ query }) => query.queryKey[0] === CHOICES && tell());
  }, [client]);
  return shown;
}

const shownIn = (client: QueryClient): ShownChoices[] =>
  client
    .getQueriesData<InfiniteData<Page>>({ queryKey: [CHOICES] })
    .map(([[, nodeType, param], data]) => ({ nodeType: String(nodeType), param: String(param), data }));

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
