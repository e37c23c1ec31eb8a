import type { Json, NodeRunner } from "@leeway/engine";

export const setRunner: NodeRunner = {
  type: "logic.set",
  run({ fields, base }) {
    if (base !== undefined && base !== null && (typeof base !== "object" || Array.isArray(base))) {
      const error = { code: "param.type" as const, values: { expected: "object" }, param: "base" };
      return { kind: "failed", error, cause: { kind: "final" } };
    }
    const pairs = (fields as { name: string; value: Json }[]).map(({ name, value }): [string, Json] => [name, value]);
    return { kind: "done", output: Object.fromEntries([...Object.entries(base ?? {}), ...pairs]) };
  },
};
