import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Confirm, NewAppSecret, RecoveryCodes, SecondFactor } from "@leeway/api";
import { useStartOver } from "./start-over.js";
import { call } from "./http.js";

/** Asks who one is where the server wants to know, and then does it. */
export type Confirmed = <T>(act: () => Promise<T>) => Promise<T>;
const factor = "/auth/second-factor";
const rule = "/workspace/second-factor";
const key = ["second-factor"];

/** What is asked of oneself besides the password. */
export const useSecondFactor = () =>
  useQuery({ queryKey: key, queryFn: () => call<SecondFactor>("GET", factor), staleTime: 60_000 });

/** Forgets what was known of it, and of sessions that have ended by it. */
export function useFactorChanged() {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: key });
    void client.invalidateQueries({ queryKey: ["sessions"] });
  };
}

export const startApp = () => call<NewAppSecret>("POST", `${factor}/app`, {});
export const confirmApp = (code: string) => call<RecoveryCodes>("POST", `${factor}/app/confirm`, { code });
export const turnAppOff = () => call("DELETE", `${factor}/app`);
export const renewCodes = () => call<RecoveryCodes>("POST", `${factor}/recovery-codes`, {});

/** The second step of signing in. */
export function useCheckCode() {
  const startOver = useStartOver();
  return useMutation({ mutationFn: (code: string) => call("POST", `${factor}/check`, { code }), onSuccess: startOver });
}

/** Shows again who one is. */
export const useConfirmIdentity = () =>
  useMutation({ mutationFn: (body: Confirm) => call("POST", "/auth/confirm", body) });

/** Whether every member of the workspace needs a second step. */
export const useFactorRule = () =>
  useQuery({ queryKey: ["factor-rule"], queryFn: () => call<{ required: boolean }>("GET", rule) });
export function useSetFactorRule(confirmed: Confirmed) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (required: boolean) => confirmed(() => call<{ required: boolean }>("PUT", rule, { required })),
    onSuccess: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => /^(factor-rule|me)$/.test(String(queryKey[0])) }),
  });
}

/** For a member who has lost phone and codes. */
export const resetFactor = (id: string) => call("DELETE", `/members/${encodeURIComponent(id)}/second-factor`);
