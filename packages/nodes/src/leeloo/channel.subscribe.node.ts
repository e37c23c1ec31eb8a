import type { NodeDefinition } from "@leeway/engine";
import { say } from "../words.js";
import { accountId, tunnelId } from "./ids.js";
import { done } from "./schemas.js";
import { bodyFormat, leeloo } from "./shared.js";

export const channelSubscribe: NodeDefinition = {
  ...leeloo,
  type: "leeloo.channel.subscribe",
  group: "tunnels",
  icon: "route",
  title: say("Subscribe to a funnel", "Підписати на тунель", "Подписать на туннель"),
  summary: say(
    "Puts a person's channel into a funnel, at the block you name.",
    "Підписує канал людини на тунель, починаючи з указаного блоку.",
    "Подписывает канал человека на туннель, начиная с указанного блока.",
  ),
  line: say(
    "Subscribe {account_id} to {tunnel_id}",
    "Підписати {account_id} на {tunnel_id}",
    "Подписать {account_id} на {tunnel_id}",
  ),
  effect: "create",
  params: [
    {
      ...accountId,
      help: say(
        "The channel to subscribe: account_id from “Find people”, or id from “Add a person”.",
        "Канал, який треба підписати: account_id із кроку «Знайти людей» або id із кроку «Додати людину».",
        "Канал, который нужно подписать: account_id из шага «Найти людей» или id из шага «Добавить человека».",
      ),
    },
    tunnelId,
    {
      name: "tunnel_block_id",
      kind: "id",
      idKind: "tunnelBlock",
      required: true,
      title: say("Block of the funnel", "Блок тунелю", "Блок туннеля"),
      help: say(
        "Open the funnel in Leeloo, click the block, and paste the link from the address bar.",
        "Відкрийте тунель у Leeloo, клацніть блок і вставте посилання з адресного рядка.",
        "Откройте туннель в Leeloo, щёлкните блок и вставьте ссылку из адресной строки.",
      ),
    },
    bodyFormat,
  ],
  person: { channelParam: "account_id" },
  request: {
    method: "POST",
    path: "/communication-channels/{account_id}/manual-subscribe",
    body: ["tunnel_id", "tunnel_block_id"],
    formChoice: true,
  },
  sample: { status: 1, data: {} },
  outputSchema: done,
};
