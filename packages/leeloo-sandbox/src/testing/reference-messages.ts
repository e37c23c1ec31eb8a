import { card, date, done, meta, placed, type Told } from "./reference-parts.js";

/** Templates, messages, channels, orders. */
export const messagesAndOrders: readonly Told[] = [
  {
    request: "GET /categories/templates",
    answer: { data: { categories: [{ id: "5e3bf3fdb70492000f72cd6c", name: "Category 1" }] }, status: 1 },
  },
  {
    request: "GET /categories/templates/{category_id}",
    answer: { data: { templates: [{ id: "5e42be758d4fff000cafe6ef", message_name: "test template 2" }] }, status: 1 },
  },
  {
    request: "POST /messages/send-template",
    body: {
      account_id: "{account_id}",
      template_id: "65fc3f2656789099e157e817",
      variables: { key1: "value1", key2: "value2" },
    },
    required: ["account_id", "template_id"],
    answer: done,
  },
  {
    request: "GET /communication-channels/{account_id}/chat-messages?limit=2&offset=0",
    answer: {
      data: [{ id: "5e3b", text: "API message", type: "YOUR_MESSAGE", read: true, createdAt: date, updatedAt: date }],
      meta,
      status: 1,
    },
  },
  {
    request: "POST /messages/send-message",
    body: { account_id: "{account_id}", text: "текст сообщения" },
    required: ["account_id", "text"],
    answer: done,
  },
  {
    request: "GET /communication-channels?limit=2&offset=0",
    answer: {
      data: [
        {
          id: "5ea177b8ac8f55000d2c68f1",
          person_id: "5ea177b8ac8f55000d2c68f0",
          name: "Adolf Shtangencirkul",
          from: "VKONTAKTE",
          botStatus: "BOT",
          lastMessageTime: date,
          createdAt: date,
          utmMarks: {},
        },
      ],
      meta,
      status: 1,
    },
  },
  {
    request: "GET /connections",
    answer: { data: { connections: [{ id: "65cf", type: "telegram", name: "Telegram bot" }] }, status: 1 },
  },
  {
    request: "GET /communication-channels/{account_id}/person",
    answer: { data: card, included: {}, status: 1 },
  },
  {
    request: "POST /leadgentools/{leadgentool_id}/create-traffic-source",
    body: { name: "some ts", description: "some ts description" },
    required: ["name"],
    answer: {
      data: {
        type: "normal",
        fb_adset_id: null,
        name: "some ts",
        description: "some ts description",
        synchronized_with_fb: false,
        synchronization_error: false,
        disabled: false,
        company_id: "5b9f63e3d244d2000e27692f",
        leadgentool_id: "5e1f119d6c384804b31e945e",
        tunnel_id: "5e1f11566c384804b31e9457",
        created_by: "5b9f63e3d244d2000e276957",
        hash: "nn7n15",
        resubscribe_button_id: "5e32d0ed28faf61fc396f6b1",
        createdAt: date,
        updatedAt: date,
        id: "5e32d0ed28faf61fc396f6b0",
      },
      status: 1,
    },
  },
  {
    request: "POST /orders",
    body: {
      paymentCreditsId: "5e3c3533f04b1f000c27b534",
      email: "email123@gmail.com",
      phone: "+380669999777",
      transactionDate: "2020-02-04T11:46:48.803Z",
      offerId: "5e3c357bf04b1f000c27b83a",
      isNotifyAccount: "false",
      personId: "{person_id}",
      managerId: "5e1c1236b70fb3331279c444",
    },
    required: ["paymentCreditsId", "offerId", "personId"],
    answer: { data: placed, status: 1 },
  },
  {
    request: "GET /orders?limit=20&offset=0",
    answer: { data: [{ ...placed, person_id: "5df0fac42121a5000e07d80b" }], meta, status: 1 },
  },
  {
    request: "GET /orders/{order_id}",
    answer: {
      status: 1,
      data: { ...placed, description: "Description1", status: "SUCCESS", paymentMethod: "WAYFORPAY" },
    },
  },
  {
    request: "POST /orders/{order_id}",
    body: {
      status: "RESOLVED",
      paymentDate: "2018-06-27 07:32",
      currency: "RUB",
      price: "100",
      userComments: "actual date dont match",
    },
    answer: { data: { id: "5b3f608db2737000133d25b6" }, status: 1 },
  },
];
