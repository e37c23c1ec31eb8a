import { isObject, type NodeRunner, textOf } from "@leeway/engine";
import { failed } from "../outcomes.js";

const MEMORY_MB = 64;
const DEFAULT_SECONDS = 10;

export const codeRunner: NodeRunner = {
  type: "logic.code",
  async run({ source, input, timeoutSeconds }, tools) {
    const seconds = typeof timeoutSeconds === "number" ? timeoutSeconds : DEFAULT_SECONDS;
    const done = await tools.code({
      source: textOf(source ?? null),
      input: isObject(input) ? input : {},
      timeoutMs: seconds * 1_000,
      memoryMb: MEMORY_MB,
    });
    if (!done.ok) return failed(done.error);
    return { kind: "done", output: { result: done.output, logs: done.logs } };
  },
};
