import type { workflowSettings as english } from "../en/workflow-settings.js";

export const workflowSettings: Record<keyof typeof english, string> = {
  "wsettings.title": "Настройки сценария",
  "wsettings.text": "Действуют для каждого запуска этого сценария.",
  "wsettings.lane": "Приоритет",
  "wsettings.lane.help":
    "Leeloo принимает ограниченное число запросов в минуту. Когда запросам приходится ждать, приоритет решает, чьи пойдут первыми.",
  "wsettings.lane.critical": "Срочный",
  "wsettings.lane.critical.help":
    "Вне очереди. Для того, чего человек ждёт прямо сейчас, например подтверждения заказа.",
  "wsettings.lane.normal": "Обычный",
  "wsettings.lane.normal.help": "Для большинства сценариев.",
  "wsettings.lane.bulk": "Фоновый",
  "wsettings.lane.bulk.help": "Пропускает вперёд все остальные и отправляет равномерно. Для рассылок на тысячи людей.",
  "wsettings.concurrency": "Ограничить число одновременных запусков",
  "wsettings.concurrency.help": "Без ограничения каждый запуск стартует сразу.",
  "wsettings.limit": "Одновременно не больше",
  "wsettings.key": "По очереди для одинакового значения…",
  "wsettings.key.help":
    "Например, для телефона из триггера: два заказа одного человека никогда не пойдут одновременно, а заказы других их ждать не будут. Пусто: все запуски равны.",
  "wsettings.key.placeholder": "Выберите значение из триггера",
  "wsettings.policy": "Если новый запуск ещё не может начаться",
  "wsettings.policy.queue": "Ждёт в очереди",
  "wsettings.policy.queue.help": "Ни один запуск не потеряется: они идут друг за другом в том порядке, как пришли.",
  "wsettings.policy.skip": "Пропускается",
  "wsettings.policy.skip.help": "Останется в списке запусков как отменённый, и ничего не будет отправлено.",
  "wsettings.policy.cancelOld": "Отменяет предыдущий",
  "wsettings.policy.cancelOld.help": "Важен только самый новый. То, что предыдущий уже отправил, вернуть нельзя.",
  "wsettings.timezone.help": "В котором указаны даты и время в этом сценарии.",
  "wsettings.timezone.workspace": "Как в рабочем пространстве: {zone}",
  "retention.title": "Сколько хранить запуски",
  "retention.text":
    "После завершения. Более старые в течение часа удаляются навсегда вместе со всем, что было отправлено и получено.",
  "retention.days": "Успешные запуски, дней",
  "retention.count": "И в каждом сценарии не больше",
  "retention.count.help": "Остаются самые новые.",
  "retention.failed": "Неудачные и отменённые запуски, дней",
  "retention.failed.help": "Лучше дольше, чем успешные: в них разбираются и запускают их повторно позже.",
  "retention.never": "Запуски, которые идут, ждут или требуют вас, никогда не удаляются.",
  "retention.bad": "Целое число от 1 до {most, number}",
  "retention.less.title": "Хранить меньше запусков?",
  "retention.less.text":
    "В течение часа будут навсегда удалены: успешные запуски {days, plural, one {старше # дня} few {старше # дней} many {старше # дней} other {старше # дня}}, в каждом сценарии все, кроме самых новых {count, number}, а также неудачные и отменённые {failed, plural, one {старше # дня} few {старше # дней} many {старше # дней} other {старше # дня}}. Посмотреть или повторить их будет уже нельзя.",
  "retention.less.button": "Хранить меньше",
};
