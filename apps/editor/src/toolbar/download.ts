import { useEditor } from "../document/store.js";
import { downloadJson } from "../ui/download.js";

/** Hands the workflow over as a file, as it is on the screen. It holds ids of credentials and never a secret. */
export function downloadDraft(): void {
  const { document } = useEditor.getState();
  downloadJson(document.name, document);
}
