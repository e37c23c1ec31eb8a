import { useCallback } from "react";
import type { WorkflowNode } from "@leeway/engine";
import { nameOf } from "../document/names.js";
import { useSayUndo } from "../document/say-undo.js";
import { useEditor } from "../document/store.js";
import { useLanguage, useT } from "../ui/language.js";

/** Says that a loop went with what was inside it, and offers all of it back. */
export function useTellGone(): (gone: { loop: WorkflowNode; inside: number }) => void {
  const t = useT();
  const { locale } = useLanguage();
  const sayUndo = useSayUndo();
  return useCallback(
    ({ loop, inside }) => {
      const { catalogue } = useEditor.getState();
      sayUndo(t("loop.deleted", { name: nameOf(loop, catalogue, locale), count: inside }), "undo-delete");
    },
    [t, locale, sayUndo],
  );
}
