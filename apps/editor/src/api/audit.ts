import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { AuditEntry, AuditFilter, AuditPerson } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { call, plainAddress } from "./http.js";
import { wholeList } from "./pages.js";

interface AuditPage {
  items: AuditEntry[];
  nextCursor?: string;
}

const given = (values: object) =>
  Object.entries(values).filter(([, value]) => value !== undefined) as [string, string][];

/** The log, newest first, as far as the filter leaves it; its sentences are in the language of the page. */
export const useAudit = (filter: AuditFilter, locale: Locale) =>
  useInfiniteQuery({
    queryKey: ["audit", filter, locale],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams([...given(filter), ...given({ cursor: pageParam || undefined })]);
      return call<AuditPage>("GET", `/audit?${query.toString()}`);
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });

/** Who is in it, those who have left among them. */
export const useAuditPeople = () =>
  useQuery({ queryKey: ["audit-people"], queryFn: () => wholeList<AuditPerson>("/audit/people") });

/** Where a browser gets the same as a file. */
export const auditFile = (filter: AuditFilter, format: "csv" | "json", language: Locale): string =>
  plainAddress(`/audit/export?${new URLSearchParams(given({ ...filter, format, language })).toString()}`);
