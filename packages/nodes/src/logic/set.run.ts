import { setOwn, type Json, type JsonObject, type NodeRunner } from "@leeway/engine";

export const setRunner: NodeRunner = {
  type: "logic.set",
  run({ fields, base }) {
    if (base !== undefined && base !== null && (typeof base !== "object" || Array.isArray(base))) {
      const error = { code: "param.type" as const, values: { expected: "object" }, param: "base" };
      return { kind: "failed", error, cause: { kind: "final" } };
    }
    const output: JsonObject = { ...base };
    for (const { name, value } of fields as { name: string; value: Json }[]) setOwn(output, name, value);
    return { kind: "done", output };
  },
};
