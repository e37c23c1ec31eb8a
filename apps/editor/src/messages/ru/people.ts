import type { people as english } from "../en/people.js";

export const people: Record<keyof typeof english, string> = {
  "person.title": "Человек",
  "person.text":
    "Что ваши сценарии сделали для этого человека, от самого нового. Во время репетиции человек ничего не получает.",
  "person.link": "Всё об этом человеке",
  "person.phone": "Телефон",
  "person.email": "Почта",
  "person.id": "ID в Leeloo",
  "person.copy": "Скопировать: {what}",
  "person.runs": "Что произошло",
  "person.effects": "Что сделал запуск",
  "person.onlyNamed": "Запуск встретил этого человека, но ничего не изменил и не отправил.",
  "person.unknown":
    "{count, plural, one {Неизвестно, сработал ли # шаг} few {Неизвестно, сработали ли # шага} other {Неизвестно, сработали ли # шагов}}",
  "person.none.title": "Ни один запуск не знает этого человека",
  "person.none.text":
    "Здесь видно, что сценарии сделали для человека, пока хранятся их запуски. Возможно, ссылка неполная или запусков уже нет.",
};
