import { useEffect } from "react";
import { notifications } from "@mantine/notifications";
import { useEditor } from "../document/store.js";
import { fragmentIn } from "../document/fragment.js";
import { useT } from "../ui/language.js";
import { deleteSelected } from "./actions.js";
import { pasteFragment, selectedFragment } from "./copying.js";
import { isWriting } from "./typing.js";

/** The chosen cards and notes into the clipboard, where no key of the browser has been pressed for it. */
export async function copySelected(): Promise<void> {
  const fragment = selectedFragment();
  if (fragment) await navigator.clipboard.writeText(JSON.stringify(fragment));
}

/**
 * Copy, cut and paste of cards as text, so that they go from one workflow, window or person to the next. The browser's
 * own events carry it: they need no permission.
 */
export function useClipboard(): void {
  const t = useT();
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const fragment = isWriting(event.target) || hasTextSelection() ? undefined : selectedFragment();
      if (!fragment) return;
      event.preventDefault();
      event.clipboardData?.setData("text/plain", JSON.stringify(fragment));
      if (event.type === "cut" && !useEditor.getState().readOnly) deleteSelected();
    };
    let last = "";
    let times = 0;
    const paste = (event: ClipboardEvent) => {
      if (isWriting(event.target) || useEditor.getState().readOnly) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const fragment = fragmentIn(text);
      if (!fragment) {
        notifications.show({ color: "gray", message: t("canvas.paste.bad") });
        return;
      }
      event.preventDefault();
      times = text === last ? times + 1 : 1;
      last = text;
      pasteFragment(fragment, { x: 40 * times, y: 136 * times });
    };
    document.addEventListener("copy", copy);
    document.addEventListener("cut", copy);
    document.addEventListener("paste", paste);
    return () => {
      document.removeEventListener("copy", copy);
      document.removeEventListener("cut", copy);
      document.removeEventListener("paste", paste);
    };
  }, [t]);
}

const hasTextSelection = () => (window.getSelection()?.toString() ?? "") !== "";
