import type { signIn as english } from "../en/sign-in.js";

/** Coming in: the first start, signing in, a new password. */
export const signIn: Record<keyof typeof english, string> = {
  "auth.welcome": "Добро пожаловать в Leeway",
  "auth.setup.text": "Создайте учётную запись владельца. Она останется на этом компьютере.",
  "auth.signIn.title": "Вход",
  "auth.signIn.button": "Войти",
  "auth.setup.button": "Создать учётную запись",
  "auth.name": "Ваше имя",
  "auth.email": "Email",
  "auth.password": "Пароль",
  "auth.password.rule": "Не менее 10 символов",
  "auth.workspace": "Название рабочего пространства",
  "auth.workspace.hint": "Обычно название компании или проекта",
  "auth.language": "Язык",
  "auth.show": "Показать пароль",
  "auth.forgot": "Забыли пароль?",
  "auth.forgot.title": "Забыли пароль",
  "auth.forgot.text": "Мы отправим ссылку, по которой вы зададите новый.",
  "auth.forgot.button": "Отправить ссылку",
  "auth.forgot.sent":
    "Если у {email} есть здесь учётная запись, письмо со ссылкой уже в пути. Ссылка сработает один раз в течение часа. Ничего не пришло? Проверьте спам или попросите ссылку у владельца вашего пространства.",
  "auth.forgot.owner":
    "Этот сервер не отправляет писем. Попросите у владельца вашего пространства ссылку, по которой вы зададите новый пароль.",
  "auth.forgot.command": "Некого попросить? Тот, кто обслуживает сервер, может выполнить команду",
  "auth.back": "Назад ко входу",
  "auth.reset.title": "Новый пароль",
  "auth.reset.button": "Задать пароль",
  "auth.reset.done": "Новый пароль задан. Войдите с ним.",
};
