import { useQuery } from "@tanstack/react-query";
import type { UsedBy } from "@leeway/api";
import { wholeList } from "./pages.js";

/** What can be used, as the API's paths call it. */
export type UsedKind = "credentials" | "variables" | "fields" | "workflows";

/** The workflows and steps that use something; asked for anew each time, since a draft changes by the minute. */
export const usersQuery = (kind: UsedKind, id: string) => ({
  queryKey: ["used-by", kind, id],
  queryFn: () => wholeList<UsedBy>(`/${kind}/${encodeURIComponent(id)}/used-by`),
  staleTime: 0,
});
export const useUsers = (kind: UsedKind, id: string | undefined) =>
  useQuery({ ...usersQuery(kind, id ?? ""), enabled: id !== undefined });
