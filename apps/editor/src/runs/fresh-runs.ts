import { useEffect } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { followWorkflow } from "../api/streams.js";

const PAUSE = 500;

/** Keeps lists of this workflow's runs fresh; a burst of changes asks the server once. */
export function useFreshRuns(workflowId: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (workflowId === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onRun = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: ["runs"] });
      }, PAUSE);
    };
    const stop = followWorkflow(workflowId, { onRun });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [workflowId, client]);
}
