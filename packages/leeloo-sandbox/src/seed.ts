import type { Put } from "./state.js";

/** What an administrator would have set up in Leeloo. It never changes. */
export const setup = {
  tags: [
    { id: "595f5d522a934035decc093d", name: "Замовлення з сайту" },
    { id: "595f5d522a934035decc093e", name: "VIP" },
  ],
  tunnels: [
    {
      id: "5e1f11566c384804b31e9457",
      name: "Замовлення з сайту",
      createdAt: "2025-09-01T09:00:00.000Z",
      updatedAt: "2025-09-01T09:00:00.000Z",
      leadgentools: [
        { id: "5e1f119d6c384804b31e945e", name: "Форма на сайті", type: "FORM" },
        { id: "5e1f119d6c384804b31e945f", name: "Посилання в Instagram", type: "LINK" },
      ],
    },
    {
      id: "66fabfc013ed14bf97f0d897",
      name: "Безкоштовний вебінар",
      createdAt: "2025-10-06T07:30:00.000Z",
      updatedAt: "2025-10-06T07:30:00.000Z",
      leadgentools: [{ id: "609290d3e060416cdea6823e", name: "Реєстрація на вебінар", type: "POPUP" }],
    },
  ],
  users: [
    {
      id: "60509800acc5ae000d74ce21",
      name: "Ірина Бондар",
      createdAt: "2025-08-18T08:00:00.000Z",
      updatedAt: "2025-08-18T08:00:00.000Z",
    },
    {
      id: "632af797bd3cc466fe1af584",
      name: "Максим Ткачук",
      createdAt: "2025-08-20T11:15:00.000Z",
      updatedAt: "2025-08-20T11:15:00.000Z",
    },
  ],
  connections: [
    { id: "65cf48536d81f496d4f9a673", type: "telegram", name: "Telegram bot" },
    { id: "65b3791a9af7b6ef6f4a8afd", type: "sendGrid", name: "Sendgrid bot" },
  ],
  categories: [
    {
      id: "5e3bf3fdb70492000f72cd6c",
      name: "Замовлення",
      templates: [
        { id: "5e42be758d4fff000cafe6ef", message_name: "Замовлення прийнято" },
        { id: "5e42be688d4fff000cafe5cc", message_name: "Замовлення відправлено" },
      ],
    },
    {
      id: "5e18a2a3ed0b7a000d6c948f",
      name: "Вебінар",
      templates: [{ id: "65fc3f2656789099e157e817", message_name: "Нагадування про вебінар" }],
    },
  ],
  offers: [{ id: "5e3c357bf04b1f000c27b83a", title: "Замовлення з сайту", price: 950, currency: "UAH" }],
  paymentCredits: ["5e3c3533f04b1f000c27b534"],
  company: "5b9f63e3d244d2000e27692f",
  owner: "60509800acc5ae000d74ce21",
} as const;

/** Name, phone, email, tags, when they last wrote. */
const people = [
  ["Андрій Коваленко", "+380501112233", "andrii.kovalenko@example.com", ["VIP"], "2025-11-03T10:12:00.000Z"],
  ["Марія Лисенко", "+380633334455", "mariia.lysenko@example.com", [], "2025-11-04T15:40:30.000Z"],
  ["Тарас Мельник", "+380977751199", "taras.melnyk@example.com", ["Замовлення з сайту"], "2025-11-05T08:05:10.000Z"],
  ["Софія Кравчук", "+380955556677", "", ["Замовлення з сайту", "VIP"], "2025-11-06T19:27:45.000Z"],
] as const;

/** The first subscribers, with ids outside of those the sandbox makes. */
export function seedRows(): Put[] {
  return people.flatMap(([name, phone, email, tags, at], index): Put[] => {
    const id = `66fac2b853d5470e1ed207${(0xa0 + index * 0x10).toString(16)}`;
    const channel = `${id.slice(0, -1)}1`;
    return [
      {
        table: "people",
        row: {
          id,
          name,
          email,
          phone,
          tags: [...tags],
          managers: [setup.users[0].id],
          custom_fields: [],
          lastMessageTime: at,
          created_at: "2025-10-20T09:00:00.000Z",
          updated_at: at,
        },
      },
      {
        table: "channels",
        row: {
          id: channel,
          person_id: id,
          connection_id: setup.connections[0].id,
          connection_status: "OK",
          from: "TELEGRAM",
          leadgentool_id: "5e1f119d6c384804b31e945e",
          createdAt: "2025-10-20T09:00:00.000Z",
        },
      },
    ];
  });
}
