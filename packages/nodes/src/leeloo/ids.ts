import type { OptionsSource, OutputId, ParamDefinition } from "@leeway/engine";
import { say } from "../words.js";

/** The lists from which ids are chosen. */
export const people: OptionsSource = {
  nodeType: "leeloo.person.list",
  items: "data",
  value: "id",
  label: "name",
  detail: ["phone", "email"],
};
const channels: OptionsSource = {
  ...people,
  value: "accounts[].account_id",
  detail: ["accounts[].from", "phone", "email"],
};
export const tags: OptionsSource = { nodeType: "leeloo.tag.list", items: "data", value: "id", label: "name" };
export const users: OptionsSource = { nodeType: "leeloo.user.list", items: "data", value: "id", label: "name" };
const orders: OptionsSource = {
  nodeType: "leeloo.order.list",
  items: "data",
  value: "id",
  label: "title",
  detail: ["price currency", "createdAt"],
};
const tunnels: OptionsSource = { nodeType: "leeloo.tunnel.list", items: "data", value: "id", label: "name" };
const connections: OptionsSource = {
  nodeType: "leeloo.connection.list",
  items: "data.connections",
  value: "id",
  label: "name",
};
const categories: OptionsSource = {
  nodeType: "leeloo.templateCategory.list",
  items: "data.categories",
  value: "id",
  label: "name",
};

export const personId: ParamDefinition = {
  name: "person_id",
  kind: "id",
  idKind: "person",
  required: true,
  title: say("Person", "Людина", "Человек"),
  help: say(
    "Choose by name, paste the chat's link, or take the person from an earlier step.",
    "Виберіть за ім’ям, вставте посилання на чат або візьміть людину з попереднього кроку.",
    "Выберите по имени, вставьте ссылку на чат или возьмите человека из предыдущего шага.",
  ),
  optionsFrom: people,
};

export const accountId: ParamDefinition = {
  name: "account_id",
  kind: "id",
  idKind: "account",
  required: true,
  title: say("Channel", "Канал", "Канал"),
  help: say(
    "Where to write. Choose by name, paste the chat's link, or take the channel from an earlier step.",
    "Куди писати. Виберіть за ім’ям, вставте посилання на чат або візьміть канал із попереднього кроку.",
    "Куда писать. Выберите по имени, вставьте ссылку на чат или возьмите канал из предыдущего шага.",
  ),
  optionsFrom: channels,
};

export const orderId: ParamDefinition = {
  name: "order_id",
  kind: "id",
  idKind: "order",
  required: true,
  title: say("Order", "Замовлення", "Заказ"),
  help: say(
    "Choose one of the latest orders, or take the order from an earlier step.",
    "Виберіть одне з останніх замовлень або візьміть замовлення з попереднього кроку.",
    "Выберите один из последних заказов или возьмите заказ из предыдущего шага.",
  ),
  optionsFrom: orders,
};

export const userId: ParamDefinition = {
  name: "user_id",
  kind: "id",
  idKind: "user",
  required: true,
  title: say("User", "Користувач", "Пользователь"),
  help: say(
    "Someone from your team in Leeloo, not a subscriber. Choose by name or paste the link of the user's page.",
    "Хтось із вашої команди в Leeloo, а не підписник. Виберіть за ім’ям або вставте посилання на сторінку користувача.",
    "Кто-то из вашей команды в Leeloo, а не подписчик. Выберите по имени или вставьте ссылку на страницу пользователя.",
  ),
  optionsFrom: users,
};

export const tunnelId: ParamDefinition = {
  name: "tunnel_id",
  kind: "id",
  idKind: "tunnel",
  required: true,
  title: say("Tunnel", "Тунель", "Туннель"),
  help: say(
    "Choose by name, or paste the tunnel's link.",
    "Виберіть за назвою або вставте посилання на тунель.",
    "Выберите по названию или вставьте ссылку на туннель.",
  ),
  optionsFrom: tunnels,
};

export const connectionId: ParamDefinition = {
  name: "connection_id",
  kind: "id",
  idKind: "connection",
  required: true,
  title: say("Connection", "Підключення", "Подключение"),
  help: say(
    "The bot or the sender that is connected to Leeloo.",
    "Бот або відправник, підключений до Leeloo.",
    "Бот или отправитель, подключённый к Leeloo.",
  ),
  optionsFrom: connections,
};

export const tagId: ParamDefinition = {
  name: "tag_id",
  kind: "id",
  idKind: "tag",
  required: true,
  byName: true,
  title: say("Tag", "Тег", "Тег"),
  help: say(
    "Choose a tag or type its name. New tags are not created here: add them in Leeloo under Settings → Tags.",
    "Виберіть тег або введіть його назву. Нові теги тут не створюються: додайте їх у Leeloo: Налаштування → Теги.",
    "Выберите тег или введите его название. Новые теги здесь не создаются: добавьте их в Leeloo: Настройки → Теги.",
  ),
  optionsFrom: tags,
};

export const categoryId: ParamDefinition = {
  name: "category_id",
  kind: "id",
  idKind: "category",
  required: true,
  title: say("Category", "Категорія", "Категория"),
  help: say(
    "Choose by name, or paste the category's link.",
    "Виберіть за назвою або вставте посилання на категорію.",
    "Выберите по названию или вставьте ссылку на категорию.",
  ),
  optionsFrom: categories,
};

/** The template, after the category that it is looked for in; the category is not sent. */
export const templateOfCategory: ParamDefinition[] = [
  {
    ...categoryId,
    required: false,
    title: say("Template category", "Категорія шаблонів", "Категория шаблонов"),
    help: say(
      "Choose the category first: its templates then appear below.",
      "Спершу виберіть категорію: тоді нижче з’являться її шаблони.",
      "Сначала выберите категорию: тогда ниже появятся её шаблоны.",
    ),
  },
  {
    name: "template_id",
    kind: "id",
    idKind: "template",
    required: true,
    title: say("Template", "Шаблон", "Шаблон"),
    help: say(
      "Choose by name, or open the template in Leeloo and paste its link.",
      "Виберіть за назвою або відкрийте шаблон у Leeloo і вставте посилання на нього.",
      "Выберите по названию или откройте шаблон в Leeloo и вставьте ссылку на него.",
    ),
    optionsFrom: {
      nodeType: "leeloo.template.list",
      items: "data.templates",
      value: "id",
      label: "message_name",
      from: { category_id: "category_id" },
    },
  },
];

/** The LGT, after the tunnel that it is looked for in; the tunnel is not sent. */
export const leadgentoolOfTunnel: ParamDefinition[] = [
  {
    ...tunnelId,
    required: false,
    title: say("Tunnel of this LGT", "Тунель цього LGT", "Туннель этого LGT"),
    help: say(
      "Choose the tunnel first: its LGTs then appear below.",
      "Спершу виберіть тунель: тоді нижче з’являться його LGT.",
      "Сначала выберите туннель: тогда ниже появятся его LGT.",
    ),
  },
  {
    name: "leadgentool_id",
    kind: "id",
    idKind: "leadgentool",
    required: true,
    title: say("LGT", "LGT", "LGT"),
    help: say(
      "Choose by name. Or in the tunnel, right-click the LGT, choose “Copy LGT ID”, and paste it here.",
      "Виберіть за назвою. Або клацніть у тунелі правою кнопкою на LGT, виберіть «Скопіювати LGT ID» і вставте сюди.",
      "Выберите по названию. Или щёлкните в туннеле правой кнопкой на LGT, выберите «Скопировать LGT ID» и вставьте сюда.",
    ),
    optionsFrom: {
      nodeType: "leeloo.tunnel.get",
      items: "linked.leadgentools",
      value: "id",
      label: "name",
      from: { tunnel_id: "tunnel_id" },
    },
  },
];

/** The ids in a person's card. */
export const personCardIds: Record<string, OutputId> = {
  "data.id": { idKind: "person", label: "data.name" },
  "data.accounts[].account_id": { idKind: "account", label: "data.accounts[].from" },
  "data.accounts[].connection_id": { idKind: "connection", label: "data.accounts[].from" },
  "data.subscribeHistory[].tunnelId": { idKind: "tunnel", label: "data.subscribeHistory[].tunnelName" },
  "data.subscribeHistory[].leadgentoolId": {
    idKind: "leadgentool",
    label: "data.subscribeHistory[].leadgentoolName",
  },
  "data.subscribeHistory[].accountId": { idKind: "account" },
  "data.links.contactedUsers[].id": { idKind: "user" },
  "data.links.orders[].id": { idKind: "order" },
};
