import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";

const REACHED = "a[href], button:not(:disabled), input:not(:disabled), [tabindex='0']";

/** The place of the page, which takes the focus where nothing nearer is left. */
const page = () => document.getElementById("content");

/**
 * What goes away with the focus in it hands it on: to what comes after it in its list, else to what came before it, else to the
 * page. Otherwise nobody who listens to the screen hears where they are.
 */
export function useHandOnFocus<E extends HTMLElement>(own: RefObject<E | null>): void {
  // A button that waits is disabled and has the focus no longer, without a word to anybody.
  const had = useRef(false);
  useEffect(() => {
    const element = own.current;
    const came = () => (had.current = true);
    const went = ({ relatedTarget }: FocusEvent) => (had.current = relatedTarget === null && had.current);
    element?.addEventListener("focusin", came);
    element?.addEventListener("focusout", went);
    return () => {
      element?.removeEventListener("focusin", came);
      element?.removeEventListener("focusout", went);
    };
  }, [own]);
  // Before it is taken out of the page, where its neighbours are still known.
  useLayoutEffect(() => {
    const element = own.current;
    return () => {
      if (!had.current || !element) return;
      const near = [element.nextElementSibling, element.previousElementSibling];
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        const next = near.find((one) => one?.isConnected)?.querySelector<HTMLElement>(REACHED);
        (next ?? page())?.focus();
      });
    };
  }, [own]);
}
