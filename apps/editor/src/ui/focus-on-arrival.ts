import { useEffect, useRef, type RefObject } from "react";

/** What comes in the place of what had the focus takes it: who uses the keyboard alone, or listens, goes on there. */
export function useFocusOnArrival<E extends HTMLElement>(): RefObject<E | null> {
  const own = useRef<E>(null);
  useEffect(() => own.current?.focus(), []);
  return own;
}
