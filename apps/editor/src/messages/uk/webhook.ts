import type { webhook as en } from "../en/webhook.js";

export const webhook: Record<keyof typeof en, string> = {
  "webhook.address": "Адреса",
  "webhook.address.help": "Укажіть її на сайті або в програмі, що надсилає дані.",
  "webhook.address.copy": "Скопіювати адресу",
  "webhook.address.unsaved": "Адреса з’явиться після першого збереження.",
  "webhook.draft": "Вона запрацює після публікації сценарію.",
  "webhook.local":
    "Цю адресу бачить лише цей комп’ютер. Щоб приймати дані з інтернету, задайте LEEWAY_PUBLIC_URL і спрямуйте сюди мережевий тунель або проксі.",
  "webhook.curl": "Спробувати з термінала",
  "webhook.curl.copy": "Скопіювати рядок",
  "webhook.curl.secret": "Замість крапок впишіть секрет.",
  "webhook.guide.wayforpay.1":
    "Передайте цю адресу у WayForPay як serviceUrl ваших платежів. У модулях для магазинів це поле Service URL.",
  "webhook.guide.wayforpay.2": "Скопіюйте секретний ключ магазину з кабінету WayForPay у доступ вище.",
  "webhook.guide.wayforpay.3":
    "Leeway сам повідомляє WayForPay, що сповіщення отримано, тож його не надсилатимуть повторно.",
  "webhook.guide.liqpay.1": "Передайте цю адресу в LiqPay як server_url ваших платежів.",
  "webhook.guide.liqpay.2": "Скопіюйте приватний ключ із налаштувань API вашої компанії в LiqPay у доступ вище.",
  "webhook.guide.liqpay.3": "Кроки отримують сам платіж: у даних є його status, order_id і amount.",
  "webhook.guide.stripe.1": "У Stripe відкрийте налаштування для розробників, розділ Webhooks, і додайте цю адресу.",
  "webhook.guide.stripe.2": "Виберіть потрібні події, наприклад checkout.session.completed.",
  "webhook.guide.stripe.3": "Скопіюйте Signing secret, що починається з whsec_, у доступ вище.",
  "webhook.guide.github.1":
    "У репозиторії відкрийте Settings, Webhooks, Add webhook і вставте цю адресу в Payload URL.",
  "webhook.guide.github.2": "У Content type виберіть application/json.",
  "webhook.guide.github.3": "Придумайте довгий секрет; укажіть його там у полі Secret і тут, у доступі вище.",
  "webhook.guide.header": "Передайте цю адресу відправнику. Він додає секрет у заголовок {header} кожного виклику.",
  "webhook.guide.bearer":
    "Передайте цю адресу відправнику. До кожного виклику він додає заголовок Authorization: слово Bearer, пробіл і секрет.",
  "webhook.guide.basic": "Передайте цю адресу відправнику. Він входить з іменем, указаним вище, а секрет є паролем.",
  "webhook.guide.hmac":
    "Передайте відправнику цю адресу й секрет. Він підписує кожен виклик і додає підпис у заголовок {header}.",
  "webhook.refused": "Деяким викликам відмовлено",
  "webhook.refused.count": "{count, plural, one {# виклик} few {# виклики} many {# викликів} other {# виклику}}",
  "webhook.refused.unsigned":
    "У виклику немає нічого, що підтверджує відправника. Перевірте, чи налаштовано там секрет.",
  "webhook.refused.wrong": "Підпис або секрет не той. Порівняйте секрет у доступі з тим, що у відправника.",
  "webhook.refused.old": "Виклик підписано надто давно: або хтось повторює старий, або у відправника збився годинник.",
  "webhook.refused.noSecret":
    "Не приймається жоден виклик: секрет неможливо прочитати. Виберіть доступ або введіть його секрет ще раз.",
  "webhook.refused.method": "Виклик надійшов іншим методом. Виберіть правильний нижче або «Будь-який».",
  "webhook.refused.unreadable": "Дані не вдалося прочитати: вони пошкоджені, завеликі або невідомого типу.",
  "webhook.refused.tooLarge": "Виклик більший, ніж дозволено в параметрах.",
  "webhook.refused.tooOften":
    "Від одного відправника надійшло забагато файлів за раз. Йому повідомлено, що їх треба надіслати трохи згодом.",
  "webhook.refused.address": "Виклик надійшов з адреси, якої немає серед указаних у параметрах.",
  "webhook.refused.origin": "Виклик надіслала сторінка сайту, якого немає серед указаних у параметрах.",
  "webhook.refused.robot":
    "Її надіслали швидше, частіше або заповнили більше, ніж це роблять люди: здебільшого це програма.",
  "webhook.refused.otherPage": "Відповіді надіслала сторінка іншого сайту. Це може робити лише сторінка самої форми.",
  "webhook.listen": "Перевірте на справжньому виклику",
  "webhook.listen.help": "Наступний виклик на тестову адресу з’явиться тут і стане зразком. Нічого не запускається.",
  "webhook.listen.start": "Чекати на виклик",
  "webhook.listen.again": "Чекати ще раз",
  "webhook.listen.stop": "Більше не чекати",
  "webhook.listen.starting": "Хвилинку…",
  "webhook.listen.on": "Чекаємо. Надішліть виклик на тестову адресу.",
  "webhook.listen.lost": "З’єднання перервалося. Відновлюємо його; до того виклики не приймаються.",
  "webhook.listen.address": "Тестова адреса",
  "webhook.heard.call": "Виклик надійшов",
  "webhook.heard.call.text": "Тепер це зразок: вибирайте його значення у кроках.",
  "webhook.heard.refused": "Виклик надійшов, але йому відмовлено",
  "webhook.heard.trial": "Відправник перевірив адресу",
  "webhook.heard.trial.text": "Усе працює. Наступний виклик із подією з’явиться тут.",
};
