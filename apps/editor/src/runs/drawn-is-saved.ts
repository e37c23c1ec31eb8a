import { saveDraft } from "../document/saving.js";
import { useEditor } from "../document/store.js";

/** Beside a canvas the draft is what is drawn there, saved or not yet. */
export const drawnIsSaved = async () => {
  if (!useEditor.getState().left) await saveDraft();
};
