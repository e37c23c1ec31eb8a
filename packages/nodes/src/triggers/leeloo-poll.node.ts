import type { NodeDefinition } from "@leeway/engine";
import { accountId } from "../leeloo/ids.js";
import { MOST_FIRST_DAYS, USUAL_FIRST_DAYS } from "../leeloo/poll-sources.js";
import { account } from "../leeloo/schemas.js";
import { boolean, list, number, object, say, text, trigger } from "../words.js";

const readAt = "2026-01-15T09:30:01.000Z";
const order = {
  id: "5e399d72a2d0e2000dd584c1",
  person_id: "5df0fac42121a5000e07d80b",
  title: "Курс «Таргет з нуля»",
  price: 1200,
  currency: "UAH",
  status: "OPENED",
  createdAt: "2026-01-15T09:29:40.213Z",
  updatedAt: "2026-01-15T09:29:40.213Z",
};

export const leelooPoll: NodeDefinition = {
  ...trigger,
  type: "trigger.leelooPoll",
  title: say("Look in Leeloo", "Перевірка в Leeloo", "Проверка в Leeloo"),
  summary: say(
    "Looks in Leeloo every few minutes and starts for each new order, changed status, new person or message.",
    "Кожні кілька хвилин перевіряє Leeloo і запускається для кожного нового замовлення, зміни статусу, людини чи повідомлення.",
    "Каждые несколько минут проверяет Leeloo и запускается для каждого нового заказа, смены статуса, человека или сообщения.",
  ),
  line: say("{what} {statuses} {account_id}", "{what} {statuses} {account_id}", "{what} {statuses} {account_id}"),
  icon: "refresh",
  credential: { types: ["leelooToken"] },
  params: [
    {
      name: "what",
      kind: "choice",
      literal: true,
      default: "orders",
      title: say("Starts for", "Запускати для", "Запускать для"),
      options: [
        { value: "orders", title: say("New orders", "Нові замовлення", "Новые заказы") },
        {
          value: "orderStatus",
          title: say("Changed order status", "Зміна статусу замовлення", "Смена статуса заказа"),
        },
        { value: "people", title: say("New people", "Нові люди", "Новые люди") },
        {
          value: "messages",
          title: say("New messages in a channel", "Нові повідомлення в каналі", "Новые сообщения в канале"),
        },
      ],
    },
    {
      name: "statuses",
      kind: "list",
      literal: true,
      showIf: { param: "what", in: ["orderStatus"] },
      title: say("Only when it becomes", "Лише коли стане", "Только когда станет"),
      help: say(
        "If nothing is ticked, every change of the status starts the workflow.",
        "Якщо нічого не позначено, сценарій запускає кожна зміна статусу.",
        "Если ничего не отмечено, сценарий запускает каждая смена статуса.",
      ),
      options: [
        { value: "RESOLVED", title: say("Paid", "Оплачено", "Оплачен") },
        { value: "REJECTED", title: say("Rejected", "Відхилено", "Отклонён") },
        { value: "OPENED", title: say("Open again", "Знову відкрито", "Снова открыт") },
      ],
    },
    {
      ...accountId,
      literal: true,
      showIf: { param: "what", in: ["messages"] },
      help: say(
        "The channel to watch. Choose by name, or paste the chat's link.",
        "Канал, за яким стежити. Виберіть за ім’ям або вставте посилання на чат.",
        "Канал, за которым следить. Выберите по имени или вставьте ссылку на чат.",
      ),
    },
    {
      name: "from",
      kind: "choice",
      literal: true,
      default: "person",
      showIf: { param: "what", in: ["messages"] },
      title: say("Whose messages", "Чиї повідомлення", "Чьи сообщения"),
      options: [
        { value: "person", title: say("What the person writes", "Що пише людина", "Что пишет человек") },
        { value: "all", title: say("Both sides", "Обох сторін", "Обеих сторон") },
      ],
    },
    {
      name: "every",
      kind: "number",
      literal: true,
      default: 5,
      min: 1,
      max: 1440,
      integer: true,
      title: say("Look every so many minutes", "Перевіряти раз на стільки хвилин", "Проверять раз в столько минут"),
      help: say(
        "Each look is at least one of the 300 requests a minute that Leeloo allows. Looks wait while your runs need them.",
        "Кожна перевірка — щонайменше один із 300 запитів на хвилину, які дозволяє Leeloo.",
        "Каждая проверка — минимум один из 300 запросов в минуту, которые разрешает Leeloo.",
      ),
    },
    {
      name: "firstPoll",
      kind: "choice",
      literal: true,
      default: "new",
      title: say("What starts it at first", "З чого почати", "С чего начать"),
      help: say(
        "Counts when it is published for the first time, or with another account. How many there are is shown before publishing.",
        "Діє під час першої публікації або коли вибрано інший акаунт. Скільки таких записів, видно ще до публікації.",
        "Действует при первой публикации или когда выбран другой аккаунт. Сколько таких записей, видно ещё до публикации.",
      ),
      options: [
        {
          value: "new",
          title: say(
            "Only what comes from now on",
            "Лише з того, що з’явиться відтепер",
            "Только с того, что появится с этого момента",
          ),
        },
        {
          value: "past",
          title: say(
            "Also what came in the last days",
            "Також із того, що було за останні дні",
            "Также с того, что было за последние дни",
          ),
        },
      ],
    },
    {
      name: "firstDays",
      kind: "number",
      literal: true,
      default: USUAL_FIRST_DAYS,
      min: 1,
      max: MOST_FIRST_DAYS,
      integer: true,
      showIf: { param: "firstPoll", in: ["past"] },
      title: say("How many days back", "За скільки останніх днів", "За сколько последних дней"),
    },
    {
      name: "days",
      kind: "number",
      literal: true,
      advanced: true,
      default: 30,
      min: 1,
      max: 365,
      integer: true,
      showIf: { param: "what", in: ["orderStatus"] },
      title: say(
        "Orders of the last so many days",
        "Замовлення за стільки останніх днів",
        "Заказы за столько последних дней",
      ),
      help: say(
        "Leeloo does not say what has changed, so all orders of this time are read with each look, 50 a request.",
        "Leeloo не повідомляє, що змінилося, тож щоразу читаються всі замовлення за цей час, по 50 за запит.",
        "Leeloo не сообщает, что изменилось, поэтому каждый раз читаются все заказы за это время, по 50 за запрос.",
      ),
    },
  ],
  ids: {
    "order.id": { idKind: "order", label: "order.title" },
    "order.person_id": { idKind: "person" },
    "person.id": { idKind: "person", label: "person.name" },
    "person.accounts[].account_id": { idKind: "account", label: "person.accounts[].from" },
    "person.accounts[].connection_id": { idKind: "connection", label: "person.accounts[].from" },
  },
  sample: { what: "orders", order, readAt },
  samples: {
    param: "what",
    by: {
      orderStatus: {
        what: "orderStatus",
        order: { ...order, status: "RESOLVED", updatedAt: "2026-01-15T09:29:58.168Z" },
        previous: { status: "OPENED" },
        readAt,
      },
      people: {
        what: "people",
        person: {
          id: "5e1c7ce2b4066a01900cdba0",
          name: "Олена Шевченко",
          email: "olena@example.com",
          phone: "+380501112233",
          tags: ["Вебінар"],
          accounts: [
            {
              account_id: "5e1c7ce2b4066a01900cdba1",
              connection_id: "5e1c7afcb4066a01900cdb8c",
              connection_status: "OK",
              from: "TELEGRAM",
            },
          ],
          lastMessageTime: "2026-01-15T09:29:36.462Z",
        },
        readAt,
      },
      messages: {
        what: "messages",
        message: {
          id: "5e3bf8d6c6ed91000c8534ae",
          text: "Чи є ще місця на курс?",
          type: "USER_MESSAGE",
          read: false,
          createdAt: "2026-01-15T09:29:30.035Z",
          updatedAt: "2026-01-15T09:29:30.035Z",
        },
        readAt,
      },
    },
  },
  outputSchema: object(
    {
      what: text,
      order: object({
        id: text,
        person_id: text,
        title: text,
        price: number,
        currency: text,
        status: text,
        createdAt: text,
        updatedAt: text,
      }),
      previous: object({ status: {} }),
      person: object({
        id: text,
        name: text,
        email: text,
        phone: text,
        tags: list(text),
        accounts: list(account),
        lastMessageTime: text,
      }),
      message: object({ id: text, text, type: text, createdAt: text }),
      readAt: text,
      backfilled: boolean,
    },
    ["what", "readAt"],
  ),
};
