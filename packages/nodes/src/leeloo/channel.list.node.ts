import type { NodeDefinition } from "@leeway/engine";
import { list, number, object, say, text } from "../words.js";
import { meta } from "./schemas.js";
import { leeloo, paging } from "./shared.js";

export const channelList: NodeDefinition = {
  ...leeloo,
  type: "leeloo.channel.list",
  group: "channels",
  icon: "address-book",
  title: say("List channels", "Список каналів", "Список каналов"),
  summary: say(
    "Reads the channels in which people talk to you, with their UTM tags.",
    "Читає канали, у яких люди з вами спілкуються, разом з UTM-мітками.",
    "Читает каналы, в которых люди с вами общаются, вместе с UTM-метками.",
  ),
  line: say("Channels with UTM tags", "Канали з UTM-мітками", "Каналы с UTM-метками"),
  effect: "read",
  params: [
    {
      name: "filter[last_message]",
      kind: "dateRange",
      title: say("Last message", "Останнє повідомлення", "Последнее сообщение"),
      help: say(
        "Only channels whose last message falls in this period; if empty, all.",
        "Лише канали, останнє повідомлення в яких припадає на цей період; якщо порожньо — усі.",
        "Только каналы, последнее сообщение в которых пришлось на этот период; если пусто — все.",
      ),
    },
    ...paging,
  ],
  request: {
    method: "GET",
    path: "/communication-channels",
    query: ["limit", "offset", "filter[last_message]"],
    forms: { "filter[last_message]": "isoUtc" },
    list: { items: "data" },
  },
  owners: { items: "data", person: "person_id", channels: "id" },
  ids: {
    "data[].id": { idKind: "account", label: "data[].name" },
    "data[].person_id": { idKind: "person", label: "data[].name" },
  },
  sample: {
    data: [
      {
        id: "5ef074e9e31801000d73ba11",
        person_id: "5ef074e9e31801000d73ba10",
        name: "TIIIIK",
        from: "TELEGRAM",
        botStatus: "BOT",
        lastMessageTime: "2020-08-31T07:55:53.865Z",
        createdAt: "2020-06-22T09:07:53.351Z",
        utmMarks: { utm_source: "test_UTM_mark" },
      },
      {
        id: "5ea177b8ac8f55000d2c68f1",
        person_id: "5ea177b8ac8f55000d2c68f0",
        name: "Adolf Shtangencirkul",
        from: "VKONTAKTE",
        botStatus: "BOT",
        lastMessageTime: "2020-08-29T08:31:51.211Z",
        createdAt: "2020-04-23T11:10:48.337Z",
        utmMarks: {},
      },
    ],
    meta: { limit: 2, offset: 0, filteredCount: 2, totalCount: 2 },
    status: 1,
  },
  outputSchema: object({
    data: list(
      object({
        id: text,
        person_id: text,
        name: text,
        from: text,
        botStatus: text,
        lastMessageTime: text,
        createdAt: text,
        utmMarks: object({ utm_source: text }),
      }),
    ),
    meta,
    status: number,
  }),
};
