import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SessionList } from "@leeway/api";
import { call } from "./http.js";

const key = ["sessions"];

/** Where one is signed in. */
export const useSessions = () => useQuery({ queryKey: key, queryFn: () => call<SessionList>("GET", "/auth/sessions") });

/** One of them, or every one but this browser's. */
export type EndedSessions = { id: string } | "others";

/** Ends them, by what asks first who one is. */
export function useEndSession(confirmed: (act: () => Promise<unknown>) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (which: EndedSessions) =>
      confirmed(() =>
        call("DELETE", which === "others" ? "/auth/sessions" : `/auth/sessions/${encodeURIComponent(which.id)}`),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}
