import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Translate } from "./language.js";

/** Asks before something is lost, and names what. */
export function confirmLoss(t: Translate, title: string, text: string, onConfirm: () => void, button?: string): void {
  modals.openConfirmModal({
    title,
    children: <Text size="sm">{text}</Text>,
    labels: { confirm: button ?? t("common.delete"), cancel: t("common.cancel") },
    confirmProps: { color: "red" },
    closeButtonProps: { "aria-label": t("common.close") },
    onConfirm,
  });
}
