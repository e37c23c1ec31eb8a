import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { accountId, userId } from "./ids.js";
import { bodyFormat, leeloo } from "./shared.js";

const sample = {
  data: {
    raw_response: {},
    record_link: "https://file-examples.com/storage/fe7c2cbe4b65fa8179825d1/2017/11/file_example_MP3_5MG.mp3",
    company_id: "5b9f63e3d244d2000e27692f",
    user_id: "5b9f63e3d244d2000e276930",
    account_id: "65b632d119471a0012c3cabd",
    provider_type: "MANUAL",
    to: "+380663332222",
    from: "123",
    type: "OUTBOUND",
    status: "SUCCESS",
    telephone_connection_id: "603e5096c4a05c3a9506f219",
    call_id: "57fa99e0-e846-11ee-b73a-95e863e509cb",
    billsec: 140,
    created_at: "2024-03-22T12:00:36.980Z",
    updated_at: "2024-03-22T12:00:36.980Z",
    next_check: "2024-03-22T12:19:51.650Z",
    id: "65fd772be3f8780013eac6b0",
  },
  status: 1,
};

export const callCreate: NodeDefinition = {
  ...leeloo,
  type: "leeloo.call.create",
  group: "calls",
  icon: "phone-call",
  title: say("Add a call", "Додати дзвінок", "Добавить звонок"),
  summary: say(
    "Puts a phone call with its recording into a person's chat.",
    "Додає в чат людини телефонний дзвінок із записом розмови.",
    "Добавляет в чат человека телефонный звонок с записью разговора.",
  ),
  line: say("Call {from} → {to}: {status}", "Дзвінок {from} → {to}: {status}", "Звонок {from} → {to}: {status}"),
  effect: "create",
  params: [
    {
      ...accountId,
      help: say(
        "In whose chat the call will stand: account_id from “Find people”, or id from “Add a person”.",
        "У чиєму чаті буде дзвінок: account_id із кроку «Знайти людей» або id із кроку «Додати людину».",
        "В чьём чате будет звонок: account_id из шага «Найти людей» или id из шага «Добавить человека».",
      ),
    },
    {
      ...userId,
      title: say("Who talked", "Хто розмовляв", "Кто разговаривал"),
    },
    {
      name: "type",
      kind: "choice",
      required: true,
      title: say("Direction", "Напрямок", "Направление"),
      help: say("Who called whom.", "Хто кому дзвонив.", "Кто кому звонил."),
      options: [
        { value: "INBOUND", title: say("The client called", "Дзвонив клієнт", "Звонил клиент") },
        { value: "OUTBOUND", title: say("We called", "Дзвонили ми", "Звонили мы") },
      ],
    },
    {
      name: "from",
      kind: "text",
      required: true,
      maxLength: 64,
      title: say("From", "Звідки", "Откуда"),
      help: say(
        "A phone number or an extension.",
        "Номер телефону або внутрішній номер.",
        "Номер телефона или внутренний номер.",
      ),
      placeholder: "+380501112233",
    },
    {
      name: "to",
      kind: "text",
      required: true,
      maxLength: 64,
      title: say("To", "Куди", "Куда"),
      help: say(
        "A phone number or an extension.",
        "Номер телефону або внутрішній номер.",
        "Номер телефона или внутренний номер.",
      ),
      placeholder: "607",
    },
    {
      name: "date",
      kind: "dateTime",
      required: true,
      title: say("When", "Коли", "Когда"),
      help: say(
        "Sent in UTC whatever zone you choose it in.",
        "Надсилається в UTC, у якому б поясі ви її не вибрали.",
        "Отправляется в UTC, в каком бы поясе вы её ни выбрали.",
      ),
    },
    {
      name: "status",
      kind: "choice",
      required: true,
      title: say("State", "Стан", "Состояние"),
      help: say("How the call ended.", "Чим закінчився дзвінок.", "Чем закончился звонок."),
      options: [
        { value: "SUCCESS", title: say("Talked", "Поговорили", "Поговорили") },
        { value: "NO_ANSWER", title: say("No answer", "Не відповіли", "Не ответили") },
        { value: "TALKING", title: say("Talking now", "Триває розмова", "Идёт разговор") },
        { value: "CLOSED_BY_SYSTEM", title: say("Cut off by the system", "Обірвано системою", "Оборван системой") },
      ],
    },
    {
      name: "duration",
      kind: "number",
      required: true,
      min: 0,
      integer: true,
      title: say("Duration, seconds", "Тривалість, секунди", "Длительность, секунды"),
      help: say("0 for a missed call.", "0 — для пропущеного дзвінка.", "0 — для пропущенного звонка."),
      placeholder: "100",
    },
    {
      name: "record_link",
      kind: "url",
      required: true,
      maxLength: 2_000,
      default: "NOT_DEFINED",
      title: say("Recording", "Запис розмови", "Запись разговора"),
      help: say(
        "The link of the recording, or NOT_DEFINED where there is none.",
        "Посилання на запис або NOT_DEFINED, якщо його немає.",
        "Ссылка на запись или NOT_DEFINED, если её нет.",
      ),
      options: [{ value: "NOT_DEFINED", title: say("No recording", "Без запису", "Без записи") }],
    },
    bodyFormat,
  ],
  person: { channelParam: "account_id" },
  request: {
    method: "POST",
    path: "/calls",
    body: ["user_id", "from", "to", "date", "account_id", "record_link", "status", "duration", "type"],
    forms: { date: "isoUtc" },
    formChoice: true,
  },
  ids: { "data.user_id": { idKind: "user" }, "data.account_id": { idKind: "account" } },
  sample,
  outputSchema: schemaOf(sample),
};
