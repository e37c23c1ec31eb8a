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
    "Choose id from “Find people”, or person_id from “Add a person”.",
    "Виберіть id із кроку «Знайти людей» або person_id із кроку «Додати людину».",
    "Выберите id из шага «Найти людей» или person_id из шага «Добавить человека».",
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
    "Where to write, not whom: choose account_id from “Find people”, or id from “Add a person”.",
    "Куди писати, а не кому: виберіть account_id із кроку «Знайти людей» або id із кроку «Додати людину».",
    "Куда писать, а не кому: выберите account_id из шага «Найти людей» или id из шага «Добавить человека».",
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
    "Choose one of the latest orders, or data.id from “Create an order”.",
    "Виберіть одне з останніх замовлень або data.id із кроку «Створити замовлення».",
    "Выберите один из последних заказов или data.id из шага «Создать заказ».",
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
    "Somebody of your team in Leeloo, not a subscriber. Choose by name or paste the link of the user's page.",
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
  title: say("Funnel", "Тунель", "Туннель"),
  help: say(
    "Choose by name, or paste the link of the funnel.",
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
    "Choose a tag, or write its name. A tag that is not there is not made: add it in Leeloo under Settings → Tags.",
    "Виберіть тег або напишіть його назву. Тег, якого немає, не створюється: додайте його в Leeloo в Налаштування → Теги.",
    "Выберите тег или напишите его название. Тег, которого нет, не создаётся: добавьте его в Leeloo в Настройки → Теги.",
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
    "Choose by name, or paste the link of the category.",
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
      "Choose the category first: then the templates in it can be chosen below.",
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

/** The LGT, after the funnel that it is looked for in; the funnel is not sent. */
export const leadgentoolOfTunnel: ParamDefinition[] = [
  {
    ...tunnelId,
    required: false,
    title: say("Funnel of the LGT", "Тунель, де є LGT", "Туннель, в котором есть LGT"),
    help: say(
      "Choose the funnel first: then its LGTs can be chosen below.",
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
      "Choose by name, or right-click the LGT in the funnel, “Copy LGT ID”, and paste it.",
      "Виберіть за назвою або клацніть правою кнопкою LGT у тунелі, «Скопіювати LGT ID», і вставте.",
      "Выберите по названию или щёлкните правой кнопкой LGT в туннеле, «Скопировать LGT ID», и вставьте.",
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
