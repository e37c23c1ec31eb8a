import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AccountEnd, ApiKey, AuthState, CreateApiKey, CreatedApiKey, OidcPurpose, RenewApiKey } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { call } from "./http.js";
import type { Confirmed } from "./second-factor.js";
import { isSomebodysPage, loadAnew } from "./tab-person.js";
import { forgetWorkspaces, loadMe } from "./workspaces.js";

export const useAuthState = () =>
  useQuery({ queryKey: ["auth"], queryFn: () => call<AuthState>("GET", "/auth/state"), staleTime: 60_000, retry: 2 });
export const meQuery = { queryKey: ["me"], queryFn: loadMe, staleTime: 60_000 };
export const useMe = (enabled = true) => useQuery({ ...meQuery, enabled });

export interface Setup {
  name: string;
  email: string;
  password: string;
  workspace?: string;
  locale: Locale;
  timezone: string;
}

/** After signing in or out nothing of the other person may stay in memory: a page that was somebody's is loaded anew. */
export function useStartOver() {
  const client = useQueryClient();
  return async () => {
    forgetWorkspaces();
    if (isSomebodysPage()) return loadAnew();
    await client.invalidateQueries({ queryKey: ["auth"] });
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "auth" });
    return undefined;
  };
}
export function useSetup() {
  const startOver = useStartOver();
  return useMutation({ mutationFn: (body: Setup) => call("POST", "/auth/setup", body), onSuccess: startOver });
}
export function useSignIn() {
  const startOver = useStartOver();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => call("POST", "/auth/sign-in", body),
    onSuccess: startOver,
  });
}
/** Goes to the company's own sign-in. */
export const useOidcStart = () =>
  useMutation({
    mutationFn: (purpose: OidcPurpose) => call<{ url: string }>("POST", "/auth/oidc/start", { purpose }),
    onSuccess: ({ url }) => location.assign(url),
  });
/** Hands on what it sent the browser back with. */
export function useOidcFinish() {
  const startOver = useStartOver();
  return useMutation({
    mutationFn: (query: string) => call("POST", "/auth/oidc/finish", { query }),
    onSuccess: startOver,
  });
}
/** `also`: what else goes, once the session is over. */
export function useSignOut(also: () => void = () => {}) {
  const startOver = useStartOver();
  return useMutation({
    mutationFn: () => call("POST", "/auth/sign-out", {}),
    onSuccess: () => {
      also();
      return startOver();
    },
  });
}
/** Sends a link for a new password, if somebody has this email. */
export const useAskReset = () =>
  useMutation({ mutationFn: (email: string) => call("POST", "/auth/reset/ask", { email }) });
/** Whose password a link sets; asked once, since a link is either good or over. */
export const useResetLink = (token: string) =>
  useQuery({
    queryKey: ["reset-link", token],
    queryFn: () => call<{ email: string }>("POST", "/auth/reset/look", { token }),
    staleTime: Infinity,
    gcTime: 0,
  });
export function useResetPassword() {
  const startOver = useStartOver();
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => call("POST", "/auth/reset", body),
    onSuccess: startOver,
  });
}
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current: string; password: string }) => call("POST", "/auth/password", body),
    onSuccess: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => /^(me|sessions)$/.test(String(queryKey[0])) }),
  });
}

export function useUpdateMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name?: string; locale?: Locale }) => call("PATCH", "/me", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["me"] }),
  });
}
/** What the end of one's account takes along, and what stands in its way. */
export const useAccountEnd = () =>
  useQuery({ queryKey: ["account-end"], queryFn: () => call<AccountEnd>("GET", "/me/deletion") });
export const deleteAccount = (email: string) => call("POST", "/me/delete", { email });

export function useUpdateWorkspace() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name?: string; timezone?: string }) => call("PATCH", "/workspace", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["me"] }),
  });
}

export const useApiKeys = () =>
  useQuery({ queryKey: ["api-keys"], queryFn: () => call<{ items: ApiKey[] }>("GET", "/api-keys") });
export function useCreateApiKey(confirmed: Confirmed) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: CreateApiKey) => confirmed(() => call<CreatedApiKey>("POST", "/api-keys", wish)),
    onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }),
  });
}
export function useRenewApiKey(confirmed: Confirmed) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...wish }: RenewApiKey & { id: string }) =>
      confirmed(() => call<CreatedApiKey>("POST", `/api-keys/${encodeURIComponent(id)}/renew`, wish)),
    onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }),
  });
}
export function useDeleteApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call("DELETE", `/api-keys/${encodeURIComponent(id)}`),
    // One that rested since a restore waits for nothing any more.
    onSuccess: () =>
      Promise.all(["api-keys", "restored"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}
