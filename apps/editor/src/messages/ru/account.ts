import type { account as english } from "../en/account.js";

/** One’s own account: how one signs in, and where one is signed in. */
export const account: Record<keyof typeof english, string> = {
  "account.title": "Ваша учётная запись",
  "account.sessions": "Где вы вошли",
  "account.sessions.text": "Завершите то, чего не узнаёте, и смените пароль.",
  "account.sessions.this": "Этот",
  "account.sessions.seen": "Последний раз:",
  "account.sessions.unknown": "Неизвестное устройство",
  "account.sessions.end": "Завершить",
  "account.sessions.endLabel": "Завершить сеанс на {device}",
  "account.sessions.endOthers": "Завершить все остальные",
  "account.sessions.ended": "Выход там выполнен.",
  "account.sessions.ends":
    "Если не пользоваться Leeway, выход произойдёт через {idle}, а самое позднее — через {max} после входа.",
  "account.sessions.endsInAnyCase": "Выход произойдёт через {max} после входа.",
  "account.sessions.days": "{count, plural, one {# день} few {# дня} many {# дней} other {# дня}}",
  "account.sessions.hours": "{count, plural, one {# час} few {# часа} many {# часов} other {# часа}}",
  "account.firstPassword": "Ваш пароль задал кто-то другой и может его знать. Выберите свой.",
  "account.firstPassword.choose": "Выбрать пароль",
  "account.firstPassword.later": "Не сейчас",
  "account.delete": "Удалить учётную запись",
  "account.delete.about": "Навсегда: вернуть её не сможет никто.",
  "account.delete.text":
    "Вы выйдете на всех устройствах, а ваши имя, почта, пароль и ключи доступа будут удалены. То, что вы создали, останется вашим пространствам, а их журналы действий сохранят ваше имя. Ваши ключи API будут работать дальше там, где ими пользуются программы.",
  "account.delete.along":
    "Кроме вас, в этих пространствах никого нет. Они будут удалены, и сценарии остановятся сразу:",
  "account.delete.live":
    "{count, plural, =0 {сценарии не работают} one {работает # сценарий} few {работают # сценария} many {работают # сценариев} other {работает # сценария}}",
  "account.delete.type": "Чтобы удалить, введите: {email}",
  "account.delete.handOver":
    "В этих пространствах работают и другие, а владелец — только вы. Сделайте владельцем кого-то из участников или удалите пространство, и тогда сможете уйти.",
  "account.delete.others":
    "{count, plural, one {ещё # участник} few {ещё # участника} many {ещё # участников} other {ещё # участника}}",
  "account.delete.toTeam": "Передать",
  "account.delete.toTeam.label": "Передать «{name}»",
  "account.delete.toSettings": "Удалить его",
  "account.delete.toSettings.label": "Удалить пространство «{name}»",
  "account.delete.lastPerson":
    "На этом сервере больше ни у кого нет учётной записи: без вашей он достался бы тому, кто откроет его первым. Чтобы убрать всё, тот, кто ведёт сервер, останавливает его и удаляет данные.",
  "account.confirm.title": "Это вы?",
  "account.confirm.text": "От этого зависит, кто сможет войти, поэтому подтвердите ещё раз, что это вы.",
  "account.confirm.button": "Продолжить",
  "account.factor": "Второй шаг входа",
  "account.factor.text": "Даже тот, кто узнает ваш пароль, не сможет войти.",
  "account.factor.off":
    "Выключено. С ним для входа нужен ещё и код из приложения на телефоне, например Google Authenticator, Aegis или 1Password.",
  "account.factor.turnOn": "Включить",
  "account.factor.on": "Включено",
  "account.factor.app": "Код из вашего приложения",
  "account.factor.turnOff": "Выключить",
  "account.factor.turnOff.title": "Выключить второй шаг?",
  "account.factor.turnOff.text": "Для входа снова хватит одного пароля. Резервные коды перестанут действовать.",
  "account.factor.turnedOff": "Второй шаг выключен.",
  "account.app.scan": "Откройте приложение, выберите добавление учётной записи и наведите камеру на эту картинку.",
  "account.app.picture": "Картинка для приложения с кодами",
  "account.app.type": "Нет камеры? Введите в приложение этот ключ:",
  "account.app.code": "Код из приложения",
  "account.app.code.text": "Шесть цифр",
  "account.app.confirm": "Включить",
  "account.codes.title": "Сохраните эти резервные коды",
  "account.codes.text":
    "С каждым из них можно один раз войти, если телефон потерялся. Их видно только сейчас: сохраните или распечатайте их и держите отдельно от пароля.",
  "account.codes.download": "Сохранить файлом",
  "account.codes.kept": "Коды сохранены",
  "account.codes.left":
    "{left, plural, =0 {Резервных кодов не осталось. Создайте новые.} one {Остался # резервный код} few {Осталось # резервных кода} many {Осталось # резервных кодов} other {Осталось # резервного кода}}",
  "account.codes.renew": "Новые резервные коды",
  "settings.factor": "Вход",
  "settings.factor.text": "Для всех, кто работает в этом пространстве.",
  "settings.factor.required": "Всем нужен второй шаг",
  "settings.factor.required.text": "У кого его ещё нет, настроит его, прежде чем что-то откроется.",
  "team.factor": "Сбросить второй шаг",
  "team.factor.title": "Сбросить второй шаг для {name}?",
  "team.factor.text":
    "Для тех, кто потерял телефон и резервные коды. {name} будет входить только с паролем, пока не настроит его снова, и сейчас выйдет на всех устройствах.",
  "team.factor.yes": "Сбросить",
  "team.factor.done": "{name} может войти с паролем.",
  "account.confirm.oidc": "Через {name}",
  "account.confirm.passkey": "Ключом доступа",
  "account.passkeys": "Ключи доступа",
  "account.passkeys.text": "Входите по отпечатку пальца, лицу или PIN-коду устройства.",
  "account.passkeys.none":
    "Пока нет. Ключ доступа заменяет пароль и код; вход по одному паролю тогда потребует его как второго шага.",
  "account.passkeys.notHere":
    "Ключи доступа работают только по адресу с названием, а сейчас в нём одни цифры. Откройте Leeway по названию сайта, а на этом компьютере — как localhost.",
  "account.passkey.add": "Добавить ключ доступа",
  "account.passkey.name": "Ключ доступа {number}",
  "account.passkey.label": "Название ключа доступа",
  "account.passkey.never": "Ещё не использован",
  "account.passkey.remove": "Удалить",
  "account.passkey.remove.label": "Удалить ключ доступа {name}",
  "account.passkey.remove.title": "Удалить «{name}»?",
  "account.passkey.remove.text":
    "Вы больше не сможете войти с ним. Удалите его и с устройства или из менеджера паролей.",
  "account.passkey.removed": "Ключ доступа удалён.",
};
