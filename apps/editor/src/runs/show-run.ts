import { useLocation, useNavigate } from "react-router";
import { useLiveRun } from "./live.js";

/** Shows a new run where the one that it repeats was shown: on a page of its own, or on the canvas. */
export function useShowRun(): (runId: string) => void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const follow = useLiveRun((live) => live.follow);
  return (runId) => {
    if (pathname.startsWith("/runs/")) void navigate(`/runs/${runId}`);
    else follow(runId);
  };
}
