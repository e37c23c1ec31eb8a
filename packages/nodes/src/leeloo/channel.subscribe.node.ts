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
  title: say("Subscribe to a tunnel", "Підписати на тунель", "Подписать на туннель"),
  summary: say(
    "Subscribes a person's channel to a tunnel, starting at the block you choose.",
    "Підписує канал людини на тунель, починаючи з указаного блоку.",
    "Подписывает канал человека на туннель, начиная с указанного блока.",
  ),
  line: say(
    "Subscribe {account_id} to {tunnel_id}",
    "Підписати: {account_id} → {tunnel_id}",
    "Подписать: {account_id} → {tunnel_id}",
  ),
  effect: "create",
  outside: "message",
  params: [
    {
      ...accountId,
      help: say(
        "The channel to subscribe. Choose by name, paste the chat's link, or take the channel from an earlier step.",
        "Канал, який треба підписати. Виберіть за ім’ям, вставте посилання на чат або візьміть канал із попереднього кроку.",
        "Канал, который нужно подписать. Выберите по имени, вставьте ссылку на чат или возьмите канал из предыдущего шага.",
      ),
    },
    tunnelId,
    {
      name: "tunnel_block_id",
      kind: "id",
      idKind: "tunnelBlock",
      required: true,
      title: say("Tunnel block", "Блок тунелю", "Блок туннеля"),
      help: say(
        "Open the tunnel in Leeloo, click the block, and paste the link from the address bar.",
        "Відкрийте тунель у Leeloo, натисніть на блок і вставте посилання з адресного рядка.",
        "Откройте туннель в Leeloo, нажмите на блок и вставьте ссылку из адресной строки.",
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
