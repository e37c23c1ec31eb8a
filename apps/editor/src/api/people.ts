import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Person, PersonRuns } from "@leeway/api";
import { call } from "./http.js";

const at = (id: string, rest = "") => `/people/${encodeURIComponent(id)}${rest}`;
/** What happens to a person appears by itself. */
const LIVE_MS = 10_000;
const PAGE = "20";

/** Who it is, as the runs have seen them last. */
export const usePerson = (id: string) =>
  useQuery({
    queryKey: ["person", id],
    queryFn: () => call<Person>("GET", at(id)),
    refetchInterval: LIVE_MS,
    retry: false,
  });

/** The runs that concerned them, newest first. */
export const usePersonRuns = (id: string) =>
  useInfiniteQuery({
    queryKey: ["person-runs", id],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: PAGE, ...(pageParam && { cursor: pageParam }) });
      return call<PersonRuns>("GET", at(id, `/runs?${query.toString()}`));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: LIVE_MS,
    retry: false,
  });
