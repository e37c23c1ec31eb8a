import { useQuery } from "@tanstack/react-query";
import type { HeardCall, Hook } from "@leeway/api";
import { call, plainAddress } from "./http.js";

const pathOf = (workflowId: string) => `/workflows/${encodeURIComponent(workflowId)}/hooks`;

/** The addresses of the draft's webhooks and what they refused; moves while one looks. */
export const useHooks = (workflowId: string) =>
  useQuery({
    queryKey: ["hooks", workflowId],
    queryFn: () => call<{ items: Hook[] }>("GET", pathOf(workflowId)).then(({ items }) => items),
    refetchInterval: 15_000,
  });

interface CallListener {
  /** From now on a call is heard. */
  onReady: () => void;
  onHeard: (heard: HeardCall) => void;
  /** Calls come unheard: the connection broke. The browser opens it again by itself, or `onReady` never comes again. */
  onLost: () => void;
}

/** Listens for calls of a webhook's test address until what is given back is called. */
export function listenForCalls(workflowId: string, nodeId: string, listener: CallListener): () => void {
  const source = new EventSource(plainAddress(`${pathOf(workflowId)}/${encodeURIComponent(nodeId)}/events`));
  source.onopen = () => listener.onReady();
  source.onmessage = ({ data }) => {
    const heard = JSON.parse(String(data)) as HeardCall;
    // With a call the server ends the stream, which an EventSource would take for a fault and open again.
    if (heard.kind === "call") source.close();
    listener.onHeard(heard);
  };
  source.onerror = () => listener.onLost();
  return () => source.close();
}
