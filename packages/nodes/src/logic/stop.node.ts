import type { NodeDefinition } from "@leeway/engine";
import { logic, object, say, text } from "../words.js";

export const stopNode: NodeDefinition = {
  ...logic,
  type: "logic.stop",
  title: say("Stop", "Зупинити", "Остановить"),
  summary: say(
    "Ends the run here; what is under way is finished, the rest is not begun.",
    "Завершує запуск тут; розпочате буде закінчено, решта не почнеться.",
    "Завершает запуск здесь; начатое будет закончено, остальное не начнётся.",
  ),
  line: say("Stop: {status} {message}", "Завершити: {status} {message}", "Завершить: {status} {message}"),
  icon: "player-stop",
  params: [
    {
      name: "status",
      kind: "choice",
      default: "succeeded",
      title: say("The run ends as", "Запуск завершується", "Запуск завершается"),
      options: [
        { value: "succeeded", title: say("Succeeded", "Успішно", "Успешно") },
        { value: "failed", title: say("Failed", "З помилкою", "С ошибкой") },
      ],
    },
    {
      name: "message",
      kind: "text",
      title: say("Reason", "Причина", "Причина"),
      help: say(
        "Shown in the list of runs, so that everyone sees why.",
        "Показується у списку запусків, щоб усі бачили причину.",
        "Показывается в списке запусков, чтобы все видели причину.",
      ),
    },
  ],
  ports: [],
  sample: { status: "succeeded" },
  outputSchema: object({ status: text, message: text }, ["status"]),
};
