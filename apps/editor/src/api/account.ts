import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AccountEnd, ApiKey, AuthState, CreateApiKey, CreatedApiKey, OidcPurpose, RenewApiKey } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { call } from "./http.js";
import type { Confirmed } from "./second-factor.js";
import { useStartOver } from "./start-over.js";
import { loadMe } from "./workspaces.js";

/** Who may come in here, and whether somebody has; asked anew where the server does not answer. */
export const useAuthState = () =>
  useQuery({ queryKey: ["auth"], queryFn: () => call<AuthState>("GET", "/auth/state"), staleTime: 60_000, retry: 2 });
/** Who is signed in, with their workspace and what they may do in it. */
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

/** Makes the first account and signs it in; `setup.alreadyDone` where somebody was faster. */
export function useSetup() {
  const startOver = useStartOver();
  return useMutation({ mutationFn: (body: Setup) => call("POST", "/auth/setup", body), onSuccess: startOver });
}
/** Signs in by email and password: where a second step is asked for, the state of signing in says so afterwards. */
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
/** Sets the password to which a link leads; one signs in with it then. A link that is over is refused. */
export function useResetPassword() {
  const startOver = useStartOver();
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => call("POST", "/auth/reset", body),
    onSuccess: startOver,
  });
}
/** Sets another password, which ends the other sessions: they, and who one is, are read anew. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current: string; password: string }) => call("POST", "/auth/password", body),
    onSuccess: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => /^(me|sessions)$/.test(String(queryKey[0])) }),
  });
}

/** Changes one's own name or language, here and in every workspace. */
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

/** Changes the name or the time zone of the workspace; who one is, which names it, is read anew. */
export function useUpdateWorkspace() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name?: string; timezone?: string }) => call("PATCH", "/workspace", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["me"] }),
  });
}

/** The API keys of the workspace, those that ended lately among them; none can be read in full. */
export const useApiKeys = () =>
  useQuery({ queryKey: ["api-keys"], queryFn: () => call<{ items: ApiKey[] }>("GET", "/api-keys") });
/**
 * Makes an API key for a program, and answers it in full this once; the list is read anew. Who makes one shows first who they
 * are (`NotConfirmed` where they close the question); `request.invalid` names the field where its end has passed meanwhile.
 */
export function useCreateApiKey(confirmed: Confirmed) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: CreateApiKey) => confirmed(() => call<CreatedApiKey>("POST", "/api-keys", wish)),
    onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }),
  });
}
/**
 * Makes a successor of a key, of its name and role, and answers it in full this once; the old one opens beside it for as many
 * hours as are wished. The list is read anew. Errors as for a new one, and `apiKey.alreadyRenewed` where somebody was faster.
 */
export function useRenewApiKey(confirmed: Confirmed) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...wish }: RenewApiKey & { id: string }) =>
      confirmed(() => call<CreatedApiKey>("POST", `/api-keys/${encodeURIComponent(id)}/renew`, wish)),
    onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }),
  });
}
/** Deletes a key, whose program is refused from then on; the list, and what a restore left to decide, are read anew. */
export function useDeleteApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call("DELETE", `/api-keys/${encodeURIComponent(id)}`),
    // One that rested since a restore waits for nothing any more.
    onSuccess: () =>
      Promise.all(["api-keys", "restored"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}
