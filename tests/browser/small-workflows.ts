import { chain, document, edge, node } from "../system/documents.js";

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

/** A call to Leeloo for each of two hundred: enough to be stopped midway. */
export const toEverybody = (credential: string) =>
  document(
    "To everybody",
    [
      node("in", "trigger.manual", {}, at(0, 0)),
      node("people", "logic.each", { items: "{{ range(1, 200) }}", concurrency: 5 }, at(320, 0)),
      node("tags", "leeloo.tag.list", {}, { credential, parent: "people", ...at(400, 136) }),
    ],
    [edge("in", "people"), edge("people", "tags", "item")],
  );
