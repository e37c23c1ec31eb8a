import { useEffect, useRef } from "react";
import { useBlocker } from "react-router";
import type { MessageId } from "../messages/catalogue.js";
import { ask } from "./confirm.js";
import { useT } from "./language.js";

/**
 * Asks before a page with unsaved changes is left, by a link, the Back button or closing the tab. One a page. `isDirty`
 * is asked in the moment of leaving, where the state may be newer than what is painted.
 */
export function useUnsavedGuard(isDirty: () => boolean, text: MessageId = "unsaved.text"): void {
  const t = useT();
  const latest = useRef(isDirty);
  useEffect(() => {
    latest.current = isDirty;
  });
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && latest.current(),
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    let leaves = false;
    ask(t, {
      title: t("unsaved.title"),
      text: t(text),
      yes: t("unsaved.leave"),
      no: t("unsaved.stay"),
      loss: true,
      onYes: () => {
        leaves = true;
        blocker.proceed();
      },
      onClose: () => {
        if (!leaves) blocker.reset();
      },
    });
  }, [blocker, t, text]);
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (latest.current()) event.preventDefault();
    };
    addEventListener("beforeunload", guard);
    return () => removeEventListener("beforeunload", guard);
  }, []);
}
