import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { connectionId, leadgentoolOfTunnel, tags } from "./ids.js";
import { email, leeloo, phone } from "./shared.js";

const sample = { data: { count_to_process: 1 }, status: 1 };

export const personAddSms: NodeDefinition = {
  ...leeloo,
  type: "leeloo.person.addSms",
  group: "people",
  icon: "device-mobile-message",
  title: say("Add an SMS connection", "Додати SMS-підключення", "Добавить SMS-подключение"),
  summary: say(
    "Lets you write to people by SMS: adds their phone numbers, with tags if you like.",
    "Дає змогу писати людям в SMS: додає номери телефонів, за бажання — з тегами.",
    "Позволяет писать людям в SMS: добавляет номера телефонов, при желании — с тегами.",
  ),
  line: say("SMS through {connection_id}", "SMS через {connection_id}", "SMS через {connection_id}"),
  effect: "create",
  outside: "entry",
  params: [
    {
      name: "data",
      kind: "rows",
      required: true,
      title: say("People", "Люди", "Люди"),
      help: say("One row for each person.", "Один рядок для кожної людини.", "Одна строка для каждого человека."),
      columns: [
        {
          name: "name",
          kind: "text",
          maxLength: 255,
          title: say("Name", "Ім’я", "Имя"),
          help: say(
            "The name as it will appear in Leeloo.",
            "Так ім’я буде записано в Leeloo.",
            "Так имя будет записано в Leeloo.",
          ),
        },
        email,
        { ...phone, required: true },
      ],
    },
    connectionId,
    ...leadgentoolOfTunnel,
    {
      name: "tags",
      kind: "list",
      idKind: "tag",
      byName: true,
      title: say("Tags", "Теги", "Теги"),
      help: say(
        "Choose tags or type their names. New tags are not created here.",
        "Виберіть теги або введіть їхні назви. Нові теги тут не створюються.",
        "Выберите теги или введите их названия. Новые теги здесь не создаются.",
      ),
      optionsFrom: tags,
    },
  ],
  request: { method: "POST", path: "/people/sms", body: ["data", "connection_id", "leadgentool_id", "tags"] },
  sample,
  outputSchema: schemaOf(sample),
};
