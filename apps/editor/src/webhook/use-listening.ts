import { useEffect, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { HeardCall } from "@leeway/api";
import { listenForCalls } from "../api/hooks.js";
import { saveDraft } from "../document/saving.js";

export type Listening =
  | { state: "off" }
  /** The draft is being saved, or the connection opened. */
  | { state: "starting" }
  | { state: "on" }
  | { state: "lost" }
  | { state: "failed"; error: unknown };

/**
 * Listens for the next call of a test address. A call that is taken ends it; one that is refused is told, and the next one waited
 * for. Ends with the panel.
 */
export function useListening(workflowId: string, nodeId: string) {
  const client = useQueryClient();
  const [listening, setListening] = useState<Listening>({ state: "off" });
  const [heard, setHeard] = useState<HeardCall>();
  const active = listening.state === "on" || listening.state === "lost" || listening.state === "starting";
  useEffect(() => {
    if (!active) return undefined;
    let stop = () => {};
    let left = false;
    const begin = async () => {
      // What is checked is the draft as it is saved.
      await saveDraft();
      if (left) return;
      stop = listenForCalls(workflowId, nodeId, {
        onReady: () => setListening({ state: "on" }),
        onLost: () => setListening({ state: "lost" }),
        onHeard: (call) => {
          setHeard(call);
          if (call.kind !== "call") return;
          setListening({ state: "off" });
          void client.invalidateQueries({ queryKey: ["samples", workflowId] });
        },
      });
    };
    begin().catch((error: unknown) => !left && setListening({ state: "failed", error }));
    return () => {
      left = true;
      stop();
    };
  }, [active, workflowId, nodeId, client]);
  return {
    listening,
    /** What came last since it began. */
    heard,
    start: () => {
      setHeard(undefined);
      setListening({ state: "starting" });
    },
    stop: () => setListening({ state: "off" }),
  };
}
