import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Privacy } from "@leeway/api";
import { call } from "./http.js";

const KEY = ["privacy"];

/** What the workspace hides beside phones and e-mails. */
export const usePrivacy = () => useQuery({ queryKey: KEY, queryFn: () => call<Privacy>("GET", "/privacy") });

export function useSetPrivacy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (privacy: Privacy) => call<Privacy>("PUT", "/privacy", privacy),
    onSuccess: (privacy) => client.setQueryData(KEY, privacy),
  });
}
