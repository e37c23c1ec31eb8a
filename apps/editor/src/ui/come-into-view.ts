import { useEffect, useRef, type RefObject } from "react";

/** What is shown once and never again is brought to where one looks, each time that it is about something else. */
export function useComeIntoView<E extends HTMLElement>(about: string): RefObject<E | null> {
  const own = useRef<E>(null);
  useEffect(() => {
    // Newer browsers answer a promise, which React would take for what to do at the end.
    own.current?.scrollIntoView({ block: "nearest" });
  }, [about]);
  return own;
}
