import { fileNameOf } from "./file-name.js";

/** Hands a value over as a JSON file. */
export function downloadJson(name: string, value: unknown): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${fileNameOf(name, "workflow")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
