import { setups, type Language } from "./setup.js";
import type { Person, Put } from "./state.js";

/** Name by language, phone, email, which of the setup's tags, when they last wrote. */
const people = [
  [
    { en: "Andrii Kovalenko", uk: "Андрій Коваленко", ru: "Андрей Коваленко" },
    "+380501112233",
    "andrii.kovalenko@example.com",
    [1],
    "2025-11-03T10:12:00.000Z",
  ],
  [
    { en: "Mariia Lysenko", uk: "Марія Лисенко", ru: "Мария Лысенко" },
    "+380633334455",
    "mariia.lysenko@example.com",
    [],
    "2025-11-04T15:40:30.000Z",
  ],
  [
    { en: "Taras Melnyk", uk: "Тарас Мельник", ru: "Тарас Мельник" },
    "+380977751199",
    "taras.melnyk@example.com",
    [0],
    "2025-11-05T08:05:10.000Z",
  ],
  [
    { en: "Sofiia Kravchuk", uk: "Софія Кравчук", ru: "София Кравчук" },
    "+380955556677",
    "",
    [0, 1],
    "2025-11-06T19:27:45.000Z",
  ],
] as const;

/** The first subscribers, with ids outside of those the sandbox makes. */
export function seedRows(language: Language): Put[] {
  const setup = setups[language];
  return people.flatMap(([names, phone, email, tags, at], index): Put[] => {
    const id = `66fac2b853d5470e1ed207${(0xa0 + index * 0x10).toString(16)}`;
    const channel = `${id.slice(0, -1)}1`;
    const person: Person = {
      id,
      name: names[language],
      email,
      phone,
      tags: tags.map((tag) => setup.tags[tag].name),
      managers: [setup.users[0].id],
      custom_fields: [],
      lastMessageTime: at,
      created_at: "2025-10-20T09:00:00.000Z",
      updated_at: at,
    };
    return [
      { table: "people", row: person },
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
