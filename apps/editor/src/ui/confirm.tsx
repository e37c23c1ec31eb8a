import type { ReactNode } from "react";
import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { giveFocusBack } from "./keep-focus.js";
import type { Translate } from "./language.js";

interface Question {
  title: string;
  text: ReactNode;
  /** The words of the two buttons; the second one says “Cancel” by itself. */
  yes: string;
  no?: string;
  /** Something is lost by it. */
  loss?: boolean;
  onYes: () => void;
  onNo?: () => void;
  onClose?: () => void;
}

/** Asks before something is done. A yes counts once, however often it is pressed while the question goes away. */
export function ask(t: Translate, { title, text, yes, no, loss = false, onYes, onNo, onClose }: Question): void {
  let said = false;
  modals.openConfirmModal({
    title,
    children: typeof text === "string" ? <Text size="sm">{text}</Text> : text,
    labels: { confirm: yes, cancel: no ?? t("common.cancel") },
    // Who presses Enter twice has not said yes, and who closes the question has said neither.
    cancelProps: { "data-autofocus": true, ...(onNo && { onClick: onNo }) },
    confirmProps: { "data-testid": "ask-yes", ...(loss && { color: "red" }) },
    closeButtonProps: { "aria-label": t("common.close") },
    onConfirm: () => {
      if (said) return;
      said = true;
      onYes();
    },
    ...(onClose && { onClose }),
    // What was waited for before it was asked about had left its button without the focus, which a dialog gives back.
    // The question itself is still there just then.
    onExitTransitionEnd: () => requestAnimationFrame(giveFocusBack),
  });
}

/** Asks before something is lost, and names what. */
export const confirmLoss = (t: Translate, title: string, text: string, onYes: () => void, button?: string): void =>
  ask(t, { title, text, yes: button ?? t("common.delete"), loss: true, onYes });
