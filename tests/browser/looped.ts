import { document, edge, node } from "../system/documents.js";
import { at } from "./small-workflows.js";

export const inside = (x: number, y: number) => ({ parent: "people", ...at(x, y) });
/** start → people [ greet → note ] done→ end */
export const looped = (name: string, items: unknown = ["Олена", "Іван", "Марта"], end = at(1112, 0)) =>
  document(
    name,
    [
      node("start", "trigger.manual", {}, at(0, 0)),
      node("people", "logic.each", { items, onItemError: "continue" }, at(320, 0)),
      node("greet", "logic.set", { fields: [{ name: "text", value: "Вітаємо, {{ item }}!" }] }, inside(400, 136)),
      node("note", "logic.set", { fields: [{ name: "place", value: "{{ index }}" }] }, inside(720, 136)),
      node("end", "logic.stop", { outcome: "success" }, end),
    ],
    [edge("start", "people"), edge("people", "greet", "item"), edge("greet", "note"), edge("people", "end", "done")],
  );

/** Each item's greeting needs a name, which the second has not. */
export const greeting = (name: string) => {
  const made = looped(name, [{ name: "Олена" }, { phone: "+380501112233" }, { name: "Марта" }]);
  const nodes = (made.nodes as { id: string }[]).map((one) =>
    one.id === "greet" ? { ...one, params: { fields: [{ name: "text", value: "Вітаємо, {{ item.name }}!" }] } } : one,
  );
  return { ...made, nodes };
};
