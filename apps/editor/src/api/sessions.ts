import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SessionDto } from "@leeway/api";
import { call } from "./http.js";

const key = ["sessions"];

/** Where one is signed in. */
export const useSessions = () =>
  useQuery({ queryKey: key, queryFn: () => call<{ items: SessionDto[] }>("GET", "/auth/sessions") });

/** Ends one of them, or every one but this browser's. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (which: { id: string } | "others") =>
      call("DELETE", which === "others" ? "/auth/sessions" : `/auth/sessions/${encodeURIComponent(which.id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}
