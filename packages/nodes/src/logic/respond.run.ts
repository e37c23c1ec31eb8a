import type { NodeRunner } from "@leeway/engine";

export const respondRunner: NodeRunner = {
  type: "logic.respond",
  run({ status = 200, headers = {}, body = null }) {
    if (typeof status !== "number" || !Number.isInteger(status) || status < 200 || status > 599) {
      const error = { code: "param.format" as const, values: { value: status, expected: "200–599" }, param: "status" };
      return { kind: "failed", error, cause: { kind: "final" } };
    }
    return { kind: "done", output: { status, headers, body } };
  },
};
