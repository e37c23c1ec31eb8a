import type { NodeDefinition } from "@leeway/engine";
import { anything, logic, mainPort, say } from "../words.js";

export const workflowNode: NodeDefinition = {
  ...logic,
  type: "logic.workflow",
  // The run that it starts is kept before this one may go on.
  kind: "action",
  effect: "idempotent",
  outside: "workflow",
  title: say("Run a workflow", "Запустити сценарій", "Запустить сценарий"),
  summary: say(
    "Runs another workflow and goes on with its result, so that the same steps are built once.",
    "Запускає інший сценарій і продовжує з його результатом — ті самі кроки будуються один раз.",
    "Запускает другой сценарий и продолжает с его результатом — одни и те же шаги строятся один раз.",
  ),
  line: say("Run {workflowId}", "Запустити {workflowId}", "Запустить {workflowId}"),
  icon: "sitemap",
  params: [
    {
      name: "workflowId",
      kind: "workflow",
      literal: true,
      required: true,
      title: say("Workflow", "Сценарій", "Сценарий"),
      help: say(
        "It begins with the trigger “Called by another workflow”; its published version is run.",
        "Починається з тригера «Виклик з іншого сценарію»; запускається його опублікована версія.",
        "Начинается с триггера «Вызов из другого сценария»; запускается его опубликованная версия.",
      ),
    },
    {
      name: "input",
      kind: "keyValues",
      namesOf: "workflowId",
      title: say("Data for it", "Дані для нього", "Данные для него"),
      help: say(
        "A name and a value each, as its trigger asks for them.",
        "Для кожного — назва і значення, як того вимагає його тригер.",
        "Для каждого — название и значение, как того требует его триггер.",
      ),
    },
    {
      name: "wait",
      kind: "boolean",
      default: true,
      title: say("Wait for its end", "Чекати на завершення", "Ждать завершения"),
      help: say(
        "Then its result is this step’s, and so is its failure. Otherwise both run side by side.",
        "Тоді його результат стане результатом кроку, а помилка — помилкою кроку. Інакше обидва йдуть паралельно.",
        "Тогда его результат станет результатом шага, а ошибка — ошибкой шага. Иначе оба идут параллельно.",
      ),
    },
  ],
  ports: [mainPort],
  sample: { runId: "run_0199a1b2-c3d4-7e5f-8a6b-9c0d1e2f3a4b" },
  outputSchema: anything,
};
