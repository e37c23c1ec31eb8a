import type { NodeDefinition } from "@leeway/engine";
import { boolean, logic, object, say, text } from "../words.js";
import { timeUnits } from "./time-units.js";

export const onceNode: NodeDefinition = {
  ...logic,
  type: "logic.once",
  // What it remembers outlives the run.
  kind: "action",
  effect: "idempotent",
  title: say("Only once", "Лише раз", "Только один раз"),
  summary: say(
    "Lets the same person, order or phone through once in a while, across all runs of this workflow.",
    "Пропускає ту саму людину, замовлення чи телефон один раз за період — у всіх запусках цього сценарію.",
    "Пропускает того же человека, заказ или телефон один раз за период — во всех запусках этого сценария.",
  ),
  line: say("Once per {key}: {window} {unit}", "Раз для {key}: {window} {unit}", "Один раз для {key}: {window} {unit}"),
  icon: "repeat-off",
  params: [
    {
      name: "key",
      kind: "text",
      required: true,
      maxLength: 1_000,
      title: say("Once per", "Раз для кожного", "Один раз для каждого"),
      help: say(
        "What is the same when it is the same case: a person’s ID, a phone, an order number. Spaces and capitals count: write a phone as digits.",
        "Те, що однакове для того самого випадку: ID людини, телефон, номер замовлення. Пробіли й великі літери мають значення, тому телефон зводьте до самих цифр.",
        "То, что одинаково для того же случая: ID человека, телефон, номер заказа. Пробелы и заглавные буквы имеют значение, поэтому телефон сводите к одним цифрам.",
      ),
      placeholder: "{{ trigger.body.phone | digits }}",
    },
    {
      name: "unit",
      kind: "choice",
      default: "days",
      amount: "window",
      title: say("In", "За період", "За период"),
      options: [...timeUnits, { value: "ever", title: say("for ever", "назавжди", "навсегда") }],
    },
    {
      name: "window",
      kind: "number",
      required: true,
      default: 1,
      title: say("How many", "Скільки", "Сколько"),
      showIf: { param: "unit", in: timeUnits.map(({ value }) => value) },
    },
  ],
  rules: [{ rule: "window", param: "window" }],
  ports: [
    { id: "first", title: say("First time", "Уперше", "Впервые") },
    { id: "repeat", title: say("Again", "Повторно", "Повторно") },
  ],
  sample: { first: true, key: "+380671234567" },
  outputSchema: object({ first: boolean, key: text, runId: text, at: text }, ["first", "key"]),
};
