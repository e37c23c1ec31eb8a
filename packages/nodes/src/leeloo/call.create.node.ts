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
    "Adds a phone call with its recording to a person's chat.",
    "Додає в чат людини телефонний дзвінок із записом розмови.",
    "Добавляет в чат человека телефонный звонок с записью разговора.",
  ),
  line: say("Call {from} → {to}: {status}", "Дзвінок {from} → {to}: {status}", "Звонок {from} → {to}: {status}"),
  effect: "create",
  outside: "entry",
  params: [
    {
      ...accountId,
      help: say(
        "The channel whose chat will show the call. Choose by name, paste the chat's link, or take the channel from an earlier step.",
        "Канал, у чаті якого з’явиться дзвінок. Виберіть за ім’ям, вставте посилання на чат або візьміть канал із попереднього кроку.",
        "Канал, в чате которого появится звонок. Выберите по имени, вставьте ссылку на чат или возьмите канал из предыдущего шага.",
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
      title: say("From number", "З якого номера", "С какого номера"),
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
      title: say("To number", "На який номер", "На какой номер"),
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
        "Give the time in the workflow's time zone; it is converted for Leeloo.",
        "Вкажіть час за поясом сценарію — для Leeloo його буде перераховано.",
        "Укажите время по поясу сценария — для Leeloo оно будет пересчитано.",
      ),
    },
    {
      name: "status",
      kind: "choice",
      required: true,
      title: say("Result", "Результат", "Результат"),
      help: say("How the call ended.", "Чим закінчився дзвінок.", "Чем закончился звонок."),
      options: [
        { value: "SUCCESS", title: say("Answered", "Розмова відбулася", "Разговор состоялся") },
        { value: "NO_ANSWER", title: say("No answer", "Не відповіли", "Не ответили") },
        { value: "TALKING", title: say("Talking now", "Триває розмова", "Идёт разговор") },
        { value: "CLOSED_BY_SYSTEM", title: say("Ended by the system", "Завершено системою", "Завершён системой") },
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
        "The link to the recording, if there is one.",
        "Посилання на запис, якщо він є.",
        "Ссылка на запись, если она есть.",
      ),
      placeholder: "https://",
      options: [{ value: "NOT_DEFINED", title: say("No recording", "Без запису", "Без записи") }],
    },
    bodyFormat,
  ],
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
