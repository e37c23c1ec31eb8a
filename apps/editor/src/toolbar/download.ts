import { useEditor } from "../document/store.js";

/** Hands the workflow over as a file, as it is on the screen. It holds ids of credentials and never a secret. */
export function downloadDraft(): void {
  const { document } = useEditor.getState();
  const address = URL.createObjectURL(new Blob([JSON.stringify(document, null, 2)], { type: "application/json" }));
  const link = window.document.createElement("a");
  link.href = address;
  link.download = `${document.name.replace(/[^\p{L}\p{N} ._-]+/gu, "").trim() || "workflow"}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
