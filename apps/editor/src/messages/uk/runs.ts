import type { runs as english } from "../en/runs.js";

export const runs: Record<keyof typeof english, string> = {
  "status.queued": "У черзі",
  "status.pending": "Попереду",
  "status.running": "Виконується",
  "status.waiting": "Чекає",
  "status.succeeded": "Готово",
  "status.failed": "Помилка",
  "status.skipped": "Пропущено",
  "status.unknown": "Неясно",
  "status.cancelled": "Скасовано",
  "status.needs_attention": "Потрібні ви",
};
