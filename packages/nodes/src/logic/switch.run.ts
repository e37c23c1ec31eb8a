import { evaluateWhere, type NodeRunner, type Where } from "@leeway/engine";

export const switchRunner: NodeRunner = {
  type: "logic.switch",
  run(params, { timezone }) {
    const cases = params.cases as unknown as { id: string; where: Where }[];
    const port = cases.find(({ where }) => evaluateWhere(where, timezone))?.id ?? "default";
    return { kind: "done", output: { case: port }, port };
  },
};
