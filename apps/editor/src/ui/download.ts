/** Hands a value over as a JSON file; of its name those signs stay that every system takes. */
export function downloadJson(name: string, value: unknown): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name.replace(/[^\p{L}\p{N} ._-]+/gu, "").trim() || "workflow"}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
