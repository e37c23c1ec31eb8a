import { useEffect } from "react";
import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useBlocker } from "react-router";
import { useT } from "./language.js";

/** Asks before a page with unsaved changes is left, by a link, the Back button or closing the tab. One a page. */
export function useUnsavedGuard(dirty: boolean): void {
  const t = useT();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    let leaves = false;
    modals.openConfirmModal({
      title: t("unsaved.title"),
      children: <Text size="sm">{t("unsaved.text")}</Text>,
      labels: { confirm: t("unsaved.leave"), cancel: t("unsaved.stay") },
      confirmProps: { color: "red" },
      closeButtonProps: { "aria-label": t("common.close") },
      onConfirm: () => {
        leaves = true;
        blocker.proceed();
      },
      onClose: () => {
        if (!leaves) blocker.reset();
      },
    });
  }, [blocker, t]);
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty]);
}
