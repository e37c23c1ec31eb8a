import type { runs as english } from "../en/runs.js";

export const runs: Record<keyof typeof english, string> = {
  "status.queued": "В очереди",
  "status.pending": "Впереди",
  "status.running": "Выполняется",
  "status.waiting": "Ждёт",
  "status.succeeded": "Готово",
  "status.failed": "Ошибка",
  "status.skipped": "Пропущено",
  "status.unknown": "Неясно",
  "status.cancelled": "Отменён",
  "status.needs_attention": "Нужны вы",
};
