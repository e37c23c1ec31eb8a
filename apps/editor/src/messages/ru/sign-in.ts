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
  "auth.step.title": "Второй шаг",
  "auth.step.text": "Введите шесть цифр, которые приложение с кодами показывает для Leeway.",
  "auth.step.code": "Код из приложения",
  "auth.step.recovery": "Резервный код",
  "auth.step.recovery.text":
    "Введите один из кодов, которые вы сохранили, когда включали второй шаг. Каждый действует один раз.",
  "auth.step.useRecovery": "Нет телефона под рукой? Введите резервный код",
  "auth.step.useApp": "Ввести код из приложения",
  "auth.needed.title": "Ещё один шаг до вашей команды",
  "auth.needed.text":
    "Пространство «{workspace}» требует от всех второго шага входа. Настройте его для {email}, это минута.",
  "auth.needed.passkey": "Ключ доступа",
  "auth.needed.app": "Код из приложения",
  "auth.needed.app.text": "Например, Google Authenticator, Aegis или 1Password, вдобавок к паролю.",
  "auth.needed.elsewhere": "Или",
  "auth.passkey.button": "Войти с ключом доступа",
  "auth.step.passkey.text": "Используйте ключ доступа или один из сохранённых резервных кодов.",
  "auth.oidc.button": "Войти через {name}",
};
