import type { signIn as english } from "../en/sign-in.js";

/** Coming in: the first start, signing in, a new password. */
export const signIn: Record<keyof typeof english, string> = {
  "auth.welcome": "Вітаємо в Leeway",
  "auth.setup.text": "Створіть обліковий запис власника. Він залишиться на цьому комп’ютері.",
  "auth.signIn.title": "Вхід",
  "auth.signIn.button": "Увійти",
  "auth.setup.button": "Створити обліковий запис",
  "auth.name": "Ваше ім’я",
  "auth.email": "Email",
  "auth.password": "Пароль",
  "auth.password.rule": "Щонайменше 10 символів",
  "auth.workspace": "Назва робочого простору",
  "auth.workspace.hint": "Зазвичай назва компанії чи проєкту",
  "auth.language": "Мова",
  "auth.show": "Показати пароль",
  "auth.forgot": "Забули пароль?",
  "auth.forgot.title": "Забули пароль",
  "auth.forgot.text": "Ми надішлемо посилання, за яким ви задасте новий.",
  "auth.forgot.button": "Надіслати посилання",
  "auth.forgot.sent":
    "Якщо {email} має тут обліковий запис, лист із посиланням уже в дорозі. Посилання спрацює один раз протягом години. Нічого не прийшло? Перевірте спам або попросіть посилання у власника вашого простору.",
  "auth.forgot.owner":
    "Цей сервер не надсилає листів. Попросіть у власника вашого простору посилання, за яким ви задасте новий пароль.",
  "auth.forgot.command": "Немає кого попросити? Той, хто обслуговує сервер, може виконати команду",
  "auth.back": "Назад до входу",
  "auth.reset.title": "Новий пароль",
  "auth.reset.button": "Задати пароль",
  "auth.reset.done": "Новий пароль задано. Увійдіть із ним.",
};
