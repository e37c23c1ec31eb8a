import { partsOfKey } from "@leeway/engine";
import { same } from "../adapters/secrets/same.js";
import type { Vault } from "../adapters/secrets/vault.js";

/** What stands in the address that ends the wait of a step: `run_….send.12.3.<mark>`, the numbers those of loops. */
export function resumeKey(vault: Vault, runId: string, key: string): string {
  const { nodeId, indexes } = partsOfKey(key);
  return [runId, nodeId, ...indexes, vault.callbackMark(runId, key)].join(".");
}

/** The step that is meant; undefined for an address that this installation has not made. */
export function readResumeKey(vault: Vault, text: string): { runId: string; key: string } | undefined {
  const parts = text.split(".");
  const mark = parts.pop() ?? "";
  const [runId = "", nodeId = "", ...indexes] = parts;
  const key = nodeId + indexes.map((index) => `[${index}]`).join("");
  return same(vault.callbackMark(runId, key), mark) ? { runId, key } : undefined;
}
