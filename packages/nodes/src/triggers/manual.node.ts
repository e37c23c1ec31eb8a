import type { NodeDefinition } from "@leeway/engine";
import { anything, say, trigger } from "../words.js";

export const manual: NodeDefinition = {
  ...trigger,
  type: "trigger.manual",
  title: say("Run by hand", "Запуск вручну", "Запуск вручную"),
  summary: say(
    "Starts when someone presses Run or calls the API.",
    "Запускається, коли хтось натискає «Запустити» або звертається до API.",
    "Запускается, когда кто-то нажимает «Запустить» или обращается к API.",
  ),
  line: say("When someone presses Run", "Коли хтось натискає «Запустити»", "Когда кто-то нажимает «Запустить»"),
  icon: "hand-click",
  params: [],
  sample: {},
  outputSchema: anything,
};
