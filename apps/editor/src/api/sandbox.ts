import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  SandboxEvents,
  SandboxFault,
  SandboxHappening,
  SandboxRequest,
  SandboxState,
  SandboxWaitingFault,
} from "@leeway/api";
import { call } from "./http.js";
import { useMay } from "./permission.js";

/** It changes by what workflows do: looked at again while one looks. */
const watched = { refetchInterval: 3_000 };
const eventsKey = ["sandbox", "events"];

export const useSandboxRequests = () =>
  useQuery({
    queryKey: ["sandbox", "requests"],
    queryFn: () => call<{ items: SandboxRequest[] }>("GET", "/sandbox/requests?limit=200").then(({ items }) => items),
    ...watched,
  });
export const useSandboxState = () =>
  useQuery({ queryKey: ["sandbox", "state"], queryFn: () => call<SandboxState>("GET", "/sandbox/state"), ...watched });
export const sandboxIdsQuery = {
  queryKey: ["sandbox", "ids"],
  queryFn: () => call<SandboxState>("GET", "/sandbox/state").then(({ ids }) => ids),
  staleTime: 30_000,
};
/** Which ids are the sandbox's; `on`: there is one. */
export const useSandboxIds = (on: boolean) => useQuery({ ...sandboxIdsQuery, enabled: on });
/** With them comes the address to which they go: nothing for who may not see it. */
export function useSandboxEvents() {
  const enabled = useMay()("addresses.view");
  const queryFn = () => call<SandboxEvents>("GET", "/sandbox/events");
  return useQuery({ queryKey: eventsKey, queryFn, enabled, ...watched });
}
/** What is still to fail. */
export const useSandboxFaults = () =>
  useQuery({
    queryKey: ["sandbox", "faults"],
    queryFn: () => call<{ items: SandboxWaitingFault[] }>("GET", "/sandbox/faults").then(({ items }) => items),
    ...watched,
  });

/** A call after which all that is shown of the sandbox is read again. */
function useChange<Input, Answer>(mutationFn: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["sandbox"] }) });
}
export const useForgetSandbox = () => useChange(() => call("DELETE", "/sandbox/requests"));
/** The next requests that fit fail. */
export const useFailSandbox = () => useChange((fault: SandboxFault) => call("POST", "/sandbox/faults", fault));
/** Nothing is to fail any more. */
export const useMendSandbox = () => useChange(() => call("DELETE", "/sandbox/faults"));
/** Somebody does something in Leeloo. */
export const useHappening = () =>
  useChange((happening: SandboxHappening) => call<SandboxEvents>("POST", "/sandbox/events", happening));
export const useSendAgain = () =>
  useChange((id: string) => call<SandboxEvents>("POST", `/sandbox/events/${encodeURIComponent(id)}/again`, {}));
/** Where the events go; null: nowhere. `own`: to the address that this Leeway has for Leeloo. */
export const useEventsTarget = () =>
  useChange(async (target: string | null | { own: true }) => {
    const url =
      typeof target === "object" && target !== null ? (await call<{ url: string }>("GET", "/leeloo-hub")).url : target;
    return call<SandboxEvents>("PUT", "/sandbox/events-target", { url });
  });
