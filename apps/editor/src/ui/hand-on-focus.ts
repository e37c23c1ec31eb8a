import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";

const REACHED = "a[href], button:not(:disabled), input:not(:disabled), [tabindex='0']";

/** The place of the page, which takes the focus where nothing nearer is left. */
const page = () => document.getElementById("content");

/** What of a neighbour takes the focus, or the neighbour itself. */
const reachedIn = (one: Element | null): HTMLElement | null =>
  one instanceof HTMLElement && one.matches(REACHED) ? one : (one?.querySelector<HTMLElement>(REACHED) ?? null);

/** What takes the focus on the page and stands before this, the nearest first. */
const before = (element: Element): HTMLElement[] =>
  [...(page()?.querySelectorAll<HTMLElement>(REACHED) ?? [])]
    .filter((one) => one.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING)
    .toReversed();

const isInDialog = (one: EventTarget | null): boolean =>
  one instanceof Element && one.closest('[role="dialog"]') !== null;

/** Nowhere, or to a dialog, which gives it back if it can: a button that waits by then cannot take it. */
const isGivenBack = (to: EventTarget | null): boolean => to === null || isInDialog(to);

/**
 * What goes away with the focus in it hands it on: to what comes after it in its list, else to what came before it there or
 * on the page, else to the page. Otherwise nobody who listens to the screen hears where they are.
 */
export function useHandOnFocus<E extends HTMLElement>(own: RefObject<E | null>): void {
  // A button that waits is disabled and has the focus no longer, without a word to anybody.
  const had = useRef(false);
  useEffect(() => {
    const element = own.current;
    const came = () => (had.current = true);
    const went = ({ relatedTarget: to }: FocusEvent) => (had.current = had.current && isGivenBack(to));
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
      const further = before(element);
      const handOn = () => {
        // A dialog that is about to close has the focus still.
        if (isInDialog(document.activeElement)) return void requestAnimationFrame(handOn);
        if (document.activeElement !== document.body) return;
        const next = near.flatMap((one) => (one?.isConnected ? (reachedIn(one) ?? []) : []))[0];
        (next ?? further.find((one) => one.isConnected) ?? page())?.focus();
      };
      requestAnimationFrame(handOn);
    };
  }, [own]);
}
