import { useEffect, useState, type RefObject } from "react";
import { Modal, type ModalProps } from "@mantine/core";
import { useT } from "./language.js";

interface DialogProps extends Omit<ModalProps, "opened"> {
  /** Gets the focus afterwards, where what opened the dialog was disabled just then and could not keep it. */
  returnTo?: RefObject<HTMLElement | null>;
}

/** A dialog that is rendered for as long as it is open. What had the focus before has it again afterwards. */
export function Dialog({ returnTo, ...props }: DialogProps) {
  const t = useT();
  // Before the dialog takes the focus; Mantine itself gives it back only where a dialog outlives its closing.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const target = returnTo?.current ?? before;
      if (target instanceof HTMLElement && target !== document.body) target.focus();
    },
    [before, returnTo],
  );
  return <Modal opened closeButtonProps={{ "aria-label": t("common.close") }} {...props} />;
}
