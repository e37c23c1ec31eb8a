/** In which language a Leeloo was set up: that of the names which an administrator gave. */
export type Language = "en" | "uk" | "ru";

/** What an administrator would have set up in Leeloo. Only the names differ by language, never the ids. */
function setupIn(language: Language) {
  const say = (en: string, uk: string, ru: string): string => ({ en, uk, ru })[language];
  const [site, vip] = [say("Order from the site", "Замовлення з сайту", "Заказ с сайта"), "VIP"];
  return {
    tags: [
      { id: "595f5d522a934035decc093d", name: site },
      { id: "595f5d522a934035decc093e", name: vip },
    ],
    tunnels: [
      {
        id: "5e1f11566c384804b31e9457",
        name: site,
        createdAt: "2025-09-01T09:00:00.000Z",
        updatedAt: "2025-09-01T09:00:00.000Z",
        leadgentools: [
          {
            id: "5e1f119d6c384804b31e945e",
            name: say("Form on the site", "Форма на сайті", "Форма на сайте"),
            type: "FORM",
          },
          {
            id: "5e1f119d6c384804b31e945f",
            name: say("Link in Instagram", "Посилання в Instagram", "Ссылка в Instagram"),
            type: "LINK",
          },
        ],
      },
      {
        id: "66fabfc013ed14bf97f0d897",
        name: say("Free webinar", "Безкоштовний вебінар", "Бесплатный вебинар"),
        createdAt: "2025-10-06T07:30:00.000Z",
        updatedAt: "2025-10-06T07:30:00.000Z",
        leadgentools: [
          {
            id: "609290d3e060416cdea6823e",
            name: say("Webinar registration", "Реєстрація на вебінар", "Регистрация на вебинар"),
            type: "POPUP",
          },
        ],
      },
    ],
    users: [
      {
        id: "60509800acc5ae000d74ce21",
        name: say("Iryna Bondar", "Ірина Бондар", "Ирина Бондарь"),
        createdAt: "2025-08-18T08:00:00.000Z",
        updatedAt: "2025-08-18T08:00:00.000Z",
      },
      {
        id: "632af797bd3cc466fe1af584",
        name: say("Maksym Tkachuk", "Максим Ткачук", "Максим Ткачук"),
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
        name: say("Orders", "Замовлення", "Заказы"),
        templates: [
          {
            id: "5e42be758d4fff000cafe6ef",
            message_name: say("Order received", "Замовлення прийнято", "Заказ принят"),
          },
          {
            id: "5e42be688d4fff000cafe5cc",
            message_name: say("Order shipped", "Замовлення відправлено", "Заказ отправлен"),
          },
        ],
      },
      {
        id: "5e18a2a3ed0b7a000d6c948f",
        name: say("Webinar", "Вебінар", "Вебинар"),
        templates: [
          {
            id: "65fc3f2656789099e157e817",
            message_name: say("Webinar reminder", "Нагадування про вебінар", "Напоминание о вебинаре"),
          },
        ],
      },
    ],
    offers: [{ id: "5e3c357bf04b1f000c27b83a", title: site, price: 950, currency: "UAH" }],
    paymentCredits: ["5e3c3533f04b1f000c27b534"],
    company: "5b9f63e3d244d2000e27692f",
    owner: "60509800acc5ae000d74ce21",
  } as const;
}

/** One language's setup. It never changes. */
export type Setup = ReturnType<typeof setupIn>;
/** Every language's. */
export const setups: Readonly<Record<Language, Setup>> = { en: setupIn("en"), uk: setupIn("uk"), ru: setupIn("ru") };
