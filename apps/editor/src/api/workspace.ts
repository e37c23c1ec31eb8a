import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  Credential,
  CredentialTest,
  CredentialType,
  Field,
  Limit,
  SandboxFault,
  SandboxRequest,
  SandboxState,
  Variable,
} from "@leeway/api";
import type { Json } from "@leeway/engine";
import { call } from "./http.js";

export const useCredentials = () =>
  useQuery({
    queryKey: ["credentials"],
    queryFn: () => call<{ items: Credential[] }>("GET", "/credentials?limit=200").then(({ items }) => items),
    staleTime: 30_000,
  });
export interface CredentialInput {
  id?: string;
  type: CredentialType;
  name: string;
  data: Record<string, Json>;
}
export function useSaveCredential() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, type, name, data }: CredentialInput) =>
      id
        ? call<Credential>("PUT", `/credentials/${encodeURIComponent(id)}`, { name, data })
        : call<Credential>("POST", "/credentials", { type, name, data }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["credentials"] }),
  });
}
export function useDeleteCredential() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call("DELETE", `/credentials/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["credentials"] }),
  });
}
export const useTestCredential = () =>
  useMutation({
    mutationFn: (id: string) => call<CredentialTest>("POST", `/credentials/${encodeURIComponent(id)}/test`, {}),
  });

/** How much of its minute each token has used; moves while one looks. */
export const useLimits = () =>
  useQuery({
    queryKey: ["limits"],
    queryFn: () => call<{ items: Limit[] }>("GET", "/limits").then(({ items }) => items),
    refetchInterval: 3_000,
  });

export const useVariables = () =>
  useQuery({
    queryKey: ["variables"],
    queryFn: () => call<{ items: Variable[] }>("GET", "/variables").then(({ items }) => items),
  });
export const useFields = () =>
  useQuery({
    queryKey: ["fields"],
    queryFn: () => call<{ items: Field[] }>("GET", "/fields").then(({ items }) => items),
  });
export function useSaveVariables() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (items: Variable[]) => call("PUT", "/variables", { items }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["variables"] }),
  });
}
export function useSaveFields() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (items: Field[]) => call("PUT", "/fields", { items }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["fields"] }),
  });
}

export const useSandboxRequests = () =>
  useQuery({
    queryKey: ["sandbox", "requests"],
    queryFn: () => call<{ items: SandboxRequest[] }>("GET", "/sandbox/requests?limit=200").then(({ items }) => items),
    refetchInterval: 3_000,
  });
export const useSandboxState = () =>
  useQuery({
    queryKey: ["sandbox", "state"],
    queryFn: () => call<SandboxState>("GET", "/sandbox/state"),
    refetchInterval: 3_000,
  });
export function useForgetSandbox() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call("DELETE", "/sandbox/requests"),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sandbox"] }),
  });
}
/** The next requests that fit fail. */
export const useFailSandbox = () =>
  useMutation({ mutationFn: (fault: SandboxFault) => call("POST", "/sandbox/faults", fault) });
