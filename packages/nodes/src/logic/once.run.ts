import { textOf, type NodeRunner } from "@leeway/engine";
import { failed } from "../outcomes.js";
import { millisecondsOf } from "./time-units.js";

export const onceRunner: NodeRunner = {
  type: "logic.once",
  async run(params, tools) {
    const key = textOf(params["key"] ?? null);
    const windowMs = params["unit"] === "ever" ? undefined : millisecondsOf(params, "window", "unit");
    if (windowMs !== undefined && windowMs <= 0)
      return failed({ code: "once.noWindow", values: { value: params["window"] ?? null }, param: "window" });
    const known = await tools.once(key, windowMs);
    if (known.first) return { kind: "done", output: { first: true, key }, port: "first" };
    const at = new Date(known.at).toISOString();
    return { kind: "done", output: { first: false, key, runId: known.runId, at }, port: "repeat" };
  },
};
