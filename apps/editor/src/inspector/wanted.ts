import { useEffect, useRef } from "react";
import { useEditor } from "../document/store.js";
import { isInside } from "./problems.js";
import { useStep } from "./step-context.js";

/** Comes into sight, with the cursor in it, when the list of problems or another field leads here. */
export function useWanted(param: string, onWanted?: () => void) {
  const { node } = useStep();
  const wanted = useEditor((state) => state.wantedParam);
  const place = useRef<HTMLDivElement>(null);
  const seen = useRef<number>(undefined);
  useEffect(() => {
    if (!wanted || wanted.nodeId !== node.id || !isInside(wanted.param, param) || seen.current === wanted.at) return;
    seen.current = wanted.at;
    onWanted?.();
    place.current?.scrollIntoView({ block: "center" });
    const first = (what: string) => place.current?.querySelector<HTMLElement>(what);
    // The faulty one of several rows; and the switch to a formula stands before what is written in.
    (first('[aria-invalid="true"]') ?? first('[contenteditable="true"], input, textarea') ?? first("button"))?.focus();
  });
  return place;
}
