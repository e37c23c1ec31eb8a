import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import type { Passkey, SavedPasskey } from "@leeway/api";
import { useStartOver } from "./start-over.js";
import { call } from "./http.js";

const base = "/auth/passkeys";
const key = ["passkeys"];
const at = (id: string) => `${base}/${encodeURIComponent(id)}`;

/** Browsers keep passkeys for names only; on a bare IP address, or in a browser without them, they are not offered. */
export const canPasskeys = (): boolean =>
  browserSupportsWebAuthn() && !/^(\d+\.){3}\d+$|^\[/.test(window.location.hostname);

/** The person closed the browser's question, or took too long over it: nothing went wrong. */
export const isClosed = (error: unknown): boolean =>
  (error instanceof WebAuthnError || error instanceof DOMException) &&
  (error.name === "NotAllowedError" || error.name === "AbortError");

export const usePasskeys = () =>
  useQuery({ queryKey: key, queryFn: () => call<{ items: Passkey[] }>("GET", base), enabled: canPasskeys() });

/** Has the browser make one, and keeps it under this name. */
export async function addPasskey(name: string): Promise<SavedPasskey> {
  const optionsJSON = await call<PublicKeyCredentialCreationOptionsJSON>("POST", `${base}/options`, {});
  return call<SavedPasskey>("POST", base, { name, response: await startRegistration({ optionsJSON }) });
}
export const removePasskey = (id: string) => call("DELETE", at(id));

export function useRenamePasskey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) => call("PATCH", at(id), { name }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}

async function sign() {
  const optionsJSON = await call<PublicKeyCredentialRequestOptionsJSON>("POST", `${base}/sign-in/options`, {});
  return startAuthentication({ optionsJSON });
}
/** Comes in with one, without email and password. */
export function usePasskeySignIn() {
  const startOver = useStartOver();
  return useMutation({ mutationFn: async () => call("POST", `${base}/sign-in`, await sign()), onSuccess: startOver });
}
/** Shows again who one is. */
export const usePasskeyConfirm = () =>
  useMutation({ mutationFn: async () => call("POST", `${base}/confirm`, await sign()) });
