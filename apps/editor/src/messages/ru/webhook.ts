import type { webhook as en } from "../en/webhook.js";

export const webhook: Record<keyof typeof en, string> = {
  "webhook.address": "Адрес",
  "webhook.address.help": "Укажите его на сайте или в программе, которая отправляет данные.",
  "webhook.address.copy": "Скопировать адрес",
  "webhook.address.unsaved": "Адрес появится после первого сохранения.",
  "webhook.draft": "Он заработает после публикации сценария.",
  "webhook.local":
    "Этот адрес виден только с этого компьютера. Чтобы принимать данные из интернета, задайте LEEWAY_PUBLIC_URL и направьте сюда сетевой туннель или прокси.",
  "webhook.curl": "Попробовать из терминала",
  "webhook.curl.copy": "Скопировать строку",
  "webhook.curl.secret": "Вместо точек впишите секрет.",
  "webhook.guide.wayforpay.1":
    "Передайте этот адрес в WayForPay как serviceUrl ваших платежей. В модулях для магазинов это поле Service URL.",
  "webhook.guide.wayforpay.2": "Скопируйте секретный ключ магазина из кабинета WayForPay в доступ выше.",
  "webhook.guide.wayforpay.3":
    "Leeway сам сообщает WayForPay, что уведомление получено, поэтому повторно его не пришлют.",
  "webhook.guide.liqpay.1": "Передайте этот адрес в LiqPay как server_url ваших платежей.",
  "webhook.guide.liqpay.2": "Скопируйте приватный ключ из настроек API вашей компании в LiqPay в доступ выше.",
  "webhook.guide.liqpay.3": "Шаги получают сам платёж: в данных есть его status, order_id и amount.",
  "webhook.guide.stripe.1": "В Stripe откройте настройки для разработчиков, раздел Webhooks, и добавьте этот адрес.",
  "webhook.guide.stripe.2": "Выберите нужные события, например checkout.session.completed.",
  "webhook.guide.stripe.3": "Скопируйте Signing secret, который начинается с whsec_, в доступ выше.",
  "webhook.guide.github.1":
    "В репозитории откройте Settings, Webhooks, Add webhook и вставьте этот адрес в Payload URL.",
  "webhook.guide.github.2": "В Content type выберите application/json.",
  "webhook.guide.github.3": "Придумайте длинный секрет; укажите его там в поле Secret и здесь, в доступе выше.",
  "webhook.guide.header": "Передайте этот адрес отправителю. Он добавляет секрет в заголовок {header} каждого вызова.",
  "webhook.guide.bearer":
    "Передайте этот адрес отправителю. К каждому вызову он добавляет заголовок Authorization: слово Bearer, пробел и секрет.",
  "webhook.guide.basic":
    "Передайте этот адрес отправителю. Он входит с именем, указанным выше, а секрет служит паролем.",
  "webhook.guide.hmac":
    "Передайте отправителю этот адрес и секрет. Он подписывает каждый вызов и добавляет подпись в заголовок {header}.",
  "webhook.refused": "Некоторым вызовам отказано",
  "webhook.refused.count": "{count, plural, one {# вызов} few {# вызова} many {# вызовов} other {# вызова}}",
  "webhook.refused.unsigned": "В вызове нет ничего, что подтверждает отправителя. Проверьте, настроен ли там секрет.",
  "webhook.refused.wrong": "Подпись или секрет не тот. Сравните секрет в доступе с тем, что у отправителя.",
  "webhook.refused.old": "Вызов подписан слишком давно: либо кто-то повторяет старый, либо у отправителя сбились часы.",
  "webhook.refused.noSecret":
    "Не принимается ни один вызов: секрет невозможно прочитать. Выберите доступ или введите его секрет ещё раз.",
  "webhook.refused.method": "Вызов пришёл другим методом. Выберите нужный ниже или «Любой».",
  "webhook.refused.unreadable": "Данные не удалось прочитать: они повреждены, слишком велики или неизвестного типа.",
  "webhook.refused.tooLarge": "Вызов больше, чем разрешено в параметрах.",
  "webhook.refused.tooOften":
    "От одного отправителя пришло слишком много файлов за раз. Ему сообщено, что их нужно отправить чуть позже.",
  "webhook.refused.address": "Вызов пришёл с адреса, которого нет среди указанных в параметрах.",
  "webhook.refused.origin": "Вызов отправила страница сайта, которого нет среди указанных в параметрах.",
  "webhook.refused.robot":
    "Её отправили быстрее, чаще или заполнили больше, чем это делают люди: как правило, это программа.",
  "webhook.refused.otherPage": "Ответы отправила страница другого сайта. Это может делать только страница самой формы.",
  "webhook.listen": "Проверьте на настоящем вызове",
  "webhook.listen.help": "Следующий вызов на тестовый адрес появится здесь и станет образцом. Ничего не запускается.",
  "webhook.listen.start": "Ждать вызова",
  "webhook.listen.again": "Ждать ещё раз",
  "webhook.listen.stop": "Больше не ждать",
  "webhook.listen.starting": "Минутку…",
  "webhook.listen.on": "Ждём. Отправьте вызов на тестовый адрес.",
  "webhook.listen.lost": "Соединение прервалось. Восстанавливаем его; до этого вызовы не принимаются.",
  "webhook.listen.address": "Тестовый адрес",
  "webhook.heard.call": "Вызов пришёл",
  "webhook.heard.call.text": "Теперь это образец: выбирайте его значения в шагах.",
  "webhook.heard.refused": "Вызов пришёл, но ему отказано",
  "webhook.heard.trial": "Отправитель проверил адрес",
  "webhook.heard.trial.text": "Всё работает. Следующий вызов с событием появится здесь.",
};
