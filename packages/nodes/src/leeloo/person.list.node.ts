import type { NodeDefinition } from "@leeway/engine";
import { list, number, object, say, text } from "../words.js";
import { tags } from "./ids.js";
import { account, meta } from "./schemas.js";
import { email, leeloo, paging, phone } from "./shared.js";

export const personList: NodeDefinition = {
  ...leeloo,
  type: "leeloo.person.list",
  group: "people",
  icon: "user-search",
  title: say("Find people", "Знайти людей", "Найти людей"),
  summary: say(
    "Looks for people by phone, email, tag or last message.",
    "Шукає людей за телефоном, email, тегом або останнім повідомленням.",
    "Ищет людей по телефону, email, тегу или последнему сообщению.",
  ),
  line: say(
    "Find people {filter[phone]} {filter[email]} {filter[tags]}",
    "Знайти людей {filter[phone]} {filter[email]} {filter[tags]}",
    "Найти людей {filter[phone]} {filter[email]} {filter[tags]}",
  ),
  effect: "read",
  params: [
    { ...phone, name: "filter[phone]" },
    { ...email, name: "filter[email]" },
    {
      name: "filter[tags]",
      kind: "list",
      maxLength: 255,
      title: say("Tags", "Теги", "Теги"),
      help: say(
        "Choose tags or type their names.",
        "Виберіть теги або введіть їхні назви.",
        "Выберите теги или введите их названия.",
      ),
      optionsFrom: { ...tags, value: "name" },
    },
    {
      name: "filter[last_message]",
      kind: "dateRange",
      required: true,
      advanced: true,
      title: say("Last message", "Останнє повідомлення", "Последнее сообщение"),
      help: say(
        "Only people whose last message falls in this period; if not changed, everyone.",
        "Лише люди, чиє останнє повідомлення припадає на цей період; якщо не змінювати — усі.",
        "Только люди, чьё последнее сообщение пришлось на этот период; если не менять — все.",
      ),
      default: { from: "2000-01-01T00:00:00.000Z", to: "{{ now }}" },
    },
    ...paging,
  ],
  request: {
    method: "GET",
    path: "/people",
    query: ["limit", "offset", "filter[tags]", "filter[last_message]", "filter[phone]", "filter[email]"],
    forms: { "filter[last_message]": "isoUtc" },
    list: { items: "data" },
  },
  owners: { items: "data", person: "id", channels: "accounts[].account_id" },
  ids: {
    "data[].id": { idKind: "person", label: "data[].name" },
    "data[].accounts[].account_id": { idKind: "account", label: "data[].accounts[].from" },
    "data[].accounts[].connection_id": { idKind: "connection", label: "data[].accounts[].from" },
  },
  sample: {
    status: 1,
    data: [
      {
        id: "5e1c7ce2b4066a01900cdba0",
        name: "Feliks",
        email: "feliks@gmail.com",
        phone: "+380966565556",
        tags: ["Mentor", "Professional"],
        accounts: [
          {
            account_id: "5e1c7ce2b4066a01900cdba1",
            connection_id: "5e1c7afcb4066a01900cdb8c",
            connection_status: "OK",
            from: "TELEGRAM",
          },
        ],
        lastMessageTime: "2020-01-13T14:21:36.462Z",
      },
    ],
    meta: { totalCount: 1, filteredCount: 1, limit: 20, offset: 0 },
  },
  outputSchema: object({
    status: number,
    data: list(
      object({
        id: text,
        name: text,
        email: text,
        phone: text,
        tags: list(text),
        accounts: list(account),
        lastMessageTime: text,
      }),
    ),
    meta,
  }),
};
