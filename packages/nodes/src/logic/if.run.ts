import { evaluateWhere, type NodeRunner, type Where } from "@leeway/engine";

export const ifRunner: NodeRunner = {
  type: "logic.if",
  run(params, { timezone }) {
    const result = evaluateWhere(params.where as unknown as Where, timezone);
    return { kind: "done", output: { result }, port: String(result) };
  },
};
