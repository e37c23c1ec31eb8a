import type { NodeDefinition } from "@leeway/engine";
import { number, object, say, text, trigger } from "../words.js";

const place = object({ id: text, name: text });
const step = object({ nodeId: text, name: text });
const error = object({ code: text, message: text, hint: text });

export const errorTrigger: NodeDefinition = {
  ...trigger,
  type: "trigger.error",
  title: say("Failed run", "Збій запуску", "Сбой запуска"),
  summary: say(
    "Starts when a run of other workflows fails or needs a person, with the step, the reason and a link.",
    "Запускається, коли запуск інших сценаріїв зупинився з помилкою або потребує людини: дає крок, причину і посилання.",
    "Запускается, когда запуск других сценариев остановился с ошибкой или требует человека: даёт шаг, причину и ссылку.",
  ),
  line: say("{which}: {workflows}", "{which}: {workflows}", "{which}: {workflows}"),
  icon: "alert-triangle",
  params: [
    {
      name: "which",
      kind: "choice",
      default: "all",
      title: say("Of which workflows", "Яких сценаріїв", "Каких сценариев"),
      options: [
        { value: "all", title: say("Any workflow", "Будь-який сценарій", "Любой сценарий") },
        { value: "chosen", title: say("Chosen workflows", "Вибрані сценарії", "Выбранные сценарии") },
      ],
    },
    {
      name: "workflows",
      kind: "list",
      idKind: "workflow",
      required: true,
      literal: true,
      maxItems: 200,
      showIf: { param: "which", in: ["chosen"] },
      title: say("Workflows", "Сценарії", "Сценарии"),
      help: say(
        "Counts for what their steps “Run a workflow” call, too.",
        "Діє й для сценаріїв, які вони викликають кроком «Запустити сценарій».",
        "Действует и для сценариев, которые они вызывают шагом «Запустить сценарий».",
      ),
    },
    {
      name: "on",
      kind: "list",
      required: true,
      literal: true,
      default: ["failed", "needs_attention"],
      title: say("What happened", "Що сталося", "Что произошло"),
      help: say(
        "Tests of a draft and rehearsals start nothing, nor do errors that their workflow handles, nor failures of runs that this trigger has started.",
        "Перевірки чернетки й репетиції нічого не запускають, як і помилки, які обробив сам сценарій, та збої запусків, що почалися із цього тригера.",
        "Проверки черновика и репетиции ничего не запускают, как и ошибки, которые обработал сам сценарий, и сбои запусков, начатых этим триггером.",
      ),
      options: [
        {
          value: "failed",
          title: say("A run has failed", "Запуск зупинився з помилкою", "Запуск остановился с ошибкой"),
        },
        {
          value: "needs_attention",
          title: say(
            "Nobody knows whether a step was done",
            "Невідомо, чи виконано крок",
            "Неизвестно, выполнен ли шаг",
          ),
        },
      ],
    },
    {
      name: "perMinute",
      kind: "number",
      advanced: true,
      default: 10,
      min: 1,
      max: 60,
      integer: true,
      title: say("At most so many a minute", "Щонайбільше за хвилину", "Не больше за минуту"),
      help: say(
        "When more goes wrong at once, the rest is told together a minute later: {{ trigger.more }} says how many further ones there were.",
        "Якщо збоїв більше, про решту буде один запуск через хвилину: {{ trigger.more }} покаже, скільки їх ще було.",
        "Если сбоев больше, об остальных будет один запуск через минуту: {{ trigger.more }} покажет, сколько их ещё было.",
      ),
    },
  ],
  sample: {
    kind: "failed",
    at: "2026-01-15T09:30:05.000Z",
    workflow: { id: "wf_0199a1b2-c3d4-7e5f-8a6b-9c0d1e2f3a4b", name: "Нове замовлення із сайту" },
    run: {
      id: "run_0199a1b2-c3d4-7e5f-8a6b-9c0d1e2f3a4b",
      url: "https://leeway.example.com/runs/run_0199a1b2-c3d4-7e5f-8a6b-9c0d1e2f3a4b",
      startedAt: "2026-01-15T09:30:00.000Z",
    },
    step: { nodeId: "person", name: "Додати в Leeloo" },
    error: {
      code: "service.tokenRefused",
      message: "Leeloo не прийняв токен із доступу «Leeloo».",
      hint: "Скопіюйте в Leeloo новий токен і вставте його в доступ.",
    },
    more: 0,
  },
  // `cause`: of a workflow that was called, the run in which it went wrong.
  outputSchema: object(
    {
      kind: text,
      at: text,
      workflow: place,
      run: object({ id: text, url: text, startedAt: text }),
      step,
      error,
      more: number,
      cause: object({ workflow: place, run: object({ id: text, url: text }), step, error }),
    },
    ["kind", "at", "workflow", "run", "step", "error", "more"],
  ),
};
