import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CredentialTest, NoticeChannel, NoticeDelivery, NoticeRule, WorkflowNotices } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { call } from "./http.js";

const KEY = ["notices"];
const ofWorkflow = (id: string) => [...KEY, "workflow", id];
const path = (id: string) => `/workflows/${encodeURIComponent(id)}/notices`;

export const useNotices = () =>
  useQuery({ queryKey: [...KEY, "workspace"], queryFn: () => call<NoticeRule>("GET", "/notices") });

export function useSetNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: NoticeRule) => call<NoticeRule>("PUT", "/notices", rule),
    onSuccess: (kept) => client.setQueryData([...KEY, "workspace"], kept),
  });
}

/** A workflow's own rule; null where the workspace's counts. */
export const useWorkflowNotices = (id: string) =>
  useQuery({ queryKey: ofWorkflow(id), queryFn: () => call<WorkflowNotices>("GET", path(id)) });

export function useSetWorkflowNotices(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (own: NoticeRule | null) => call<WorkflowNotices>("PUT", path(id), { own }),
    onSuccess: (kept) => client.setQueryData(ofWorkflow(id), kept),
  });
}

export const useTestNotice = () =>
  useMutation({
    mutationFn: (wish: { channel: NoticeChannel; language: Locale }) =>
      call<CredentialTest>("POST", "/notices/test", wish),
  });

/** What was sent lately; moves while one looks. */
export const useDeliveries = () =>
  useQuery({
    queryKey: [...KEY, "deliveries"],
    queryFn: () => call<{ items: NoticeDelivery[] }>("GET", "/notices/deliveries?limit=20").then(({ items }) => items),
    refetchInterval: 10_000,
  });
