import type { NodeRunner } from "@leeway/engine";

export const stopRunner: NodeRunner = {
  type: "logic.stop",
  run({ status, message }) {
    const ends = status === "failed" ? "failed" : "succeeded";
    const said = message === undefined ? {} : { message };
    const output = { status: ends, ...said };
    if (ends === "succeeded") return { kind: "done", output, ends };
    return { kind: "done", output, ends, error: { code: "run.stopped", values: said } };
  },
};
