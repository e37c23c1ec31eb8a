import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  Credential,
  CredentialTest,
  SignInStart,
  CredentialType,
  Field,
  FieldList,
  Limit,
  Variable,
  VariableList,
} from "@leeway/api";
import type { Json } from "@leeway/engine";
import { CHOICES } from "./choices.js";
import { call } from "./http.js";
import { wholeList } from "./pages.js";

export const credentialsQuery = {
  queryKey: ["credentials"],
  queryFn: () => wholeList<Credential>("/credentials"),
  staleTime: 30_000,
  // Steps lead to a tab of its own, where one is made or completed: who comes back looks at it here.
  refetchOnWindowFocus: "always" as const,
};
export const useCredentials = () => useQuery(credentialsQuery);
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
    // Another token has another limit, and its account other tags and tunnels: names of the old one must not stay.
    onSuccess: () => {
      client.removeQueries({ queryKey: [CHOICES] });
      return Promise.all(["credentials", "limits"].map((name) => client.invalidateQueries({ queryKey: [name] })));
    },
  });
}
export function useDeleteCredential() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call("DELETE", `/credentials/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["credentials"] }),
  });
}
export function useTestCredential() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<CredentialTest>("POST", `/credentials/${encodeURIComponent(id)}/test`, {}),
    // How it ended is kept with the credential.
    onSuccess: () => client.invalidateQueries({ queryKey: ["credentials"] }),
  });
}

/** Answers where the person signs in at the service. */
export const useBeginSignIn = () =>
  useMutation({
    mutationFn: (id: string) => call<SignInStart>("POST", `/credentials/${encodeURIComponent(id)}/sign-in`, {}),
  });
/** Hands on what the service's page brought back. */
export function useFinishSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (brought: { state: string; code: string }) => call<Credential>("POST", "/credentials/sign-in", brought),
    onSuccess: () => client.invalidateQueries({ queryKey: ["credentials"] }),
  });
}

/** How much of its minute each token has used; moves while one looks. */
export const useLimits = () =>
  useQuery({
    queryKey: ["limits"],
    queryFn: () => call<{ items: Limit[] }>("GET", "/limits").then(({ items }) => items),
    refetchInterval: 3_000,
  });

/** Nothing goes out with a token while it is paused. */
export function usePauseLimit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, pause }: { id: string; pause: boolean }) =>
      call<Limit>("POST", `/limits/${encodeURIComponent(id)}/${pause ? "pause" : "resume"}`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["limits"] }),
  });
}

export const variablesQuery = { queryKey: ["variables"], queryFn: () => call<VariableList>("GET", "/variables") };
const fieldsQuery = { queryKey: ["fields"], queryFn: () => call<FieldList>("GET", "/fields") };
export const useVariables = () => useQuery({ ...variablesQuery, select: itemsOf<Variable> });
export const useFields = () => useQuery({ ...fieldsQuery, select: itemsOf<Field> });
/** With their revision, for who edits them. */
export const useVariableList = () => useQuery(variablesQuery);
export const useFieldList = () => useQuery(fieldsQuery);
function itemsOf<T>({ items }: { items: T[] }): T[] {
  return items;
}
export function useSaveVariables() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (list: VariableList) => call<VariableList>("PUT", "/variables", list),
    onSuccess: () => client.invalidateQueries({ queryKey: ["variables"] }),
  });
}
export function useSaveFields() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (list: FieldList) => call<FieldList>("PUT", "/fields", list),
    onSuccess: () => client.invalidateQueries({ queryKey: ["fields"] }),
  });
}
