import { chain, document, node } from "../system/documents.js";

/** Where a step stands, for documents that are drawn. */
export const at = (x: number, y: number) => ({ position: { x, y } });
/** manual → greet → end: enough to pull at. */
export const three = (name: string) =>
  document(
    name,
    [
      node("start", "trigger.manual", {}, at(0, 0)),
      node("greet", "logic.set", { fields: [{ name: "text", value: "Вітаємо" }] }, at(320, 0)),
      node("end", "logic.stop", { outcome: "success" }, at(640, 0)),
    ],
    chain("start", "greet", "end"),
  );
