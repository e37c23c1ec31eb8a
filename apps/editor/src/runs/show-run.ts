import { useLocation, useNavigate } from "react-router";
import { useLiveRun } from "./live.js";
import { useLookedItems } from "./loops/looked-items.js";
import { stepAddress } from "./show-step.js";

/**
 * Shows a new run where the one that it repeats was shown: on a page of its own, or on the canvas. `stepKey`: what of it is in
 * sight, the items around it opened.
 */
export function useShowRun(): (runId: string, stepKey?: string) => void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const follow = useLiveRun((live) => live.follow);
  return (runId, stepKey) => {
    if (pathname.startsWith("/runs/"))
      return void navigate(stepKey === undefined ? `/runs/${runId}` : stepAddress(runId, stepKey));
    useLookedItems.getState().lookOnIn(runId);
    follow(runId);
  };
}
