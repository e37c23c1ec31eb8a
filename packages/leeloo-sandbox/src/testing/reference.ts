import type { JsonObject } from "../state.js";
import { demo } from "./served.js";

/** An operation as the API reference of Leeloo tells it: `{name}` stands for an id of `known`. */
export interface Told {
  /** METHOD and path below the base, with the query of the reference's example. */
  request: string;
  /** The example of the body. */
  body?: JsonObject;
  /** Parts of the body without which the call is refused. */
  required?: readonly string[];
  /** The example of the answer. */
  answer: JsonObject;
}

/** Ids that the sandbox has, in place of those of the reference's account. */
export const known: Readonly<Record<string, string>> = {
  category_id: "5e3bf3fdb70492000f72cd6c",
  account_id: "66fac2b853d5470e1ed207a1",
  person_id: "66fac2b853d5470e1ed207a0",
  leadgentool_id: demo.leadgentool,
  tunnel_id: "5e1f11566c384804b31e9457",
  user_id: "632af797bd3cc466fe1af584",
  // The order that `order` below makes, the first thing that the sandbox gives an id.
  order_id: "690000000000000000000010",
};

/** What the reference's examples presuppose: an order and a message of that person. */
export const order: JsonObject = {
  paymentCreditsId: demo.paymentCredits,
  offerId: demo.offer,
  personId: known["person_id"] ?? "",
  email: "email123@gmail.com",
};
const done: JsonObject = { status: 1, data: {} };
const meta = { limit: 2, offset: 0, filteredCount: 2, totalCount: 2 };
const date = "2020-02-06T11:30:30.035Z";
const user = { id: "445f5d522a934035decc093d", name: "Igor", createdAt: date, updatedAt: date };
const tunnel = { id: "595f5d522a934035decc093d", name: "My tunnel", createdAt: date, updatedAt: date };
const stats = {
  subscribers: 10,
  uniqSubscribers: 2,
  orders: 4,
  sales: 3,
  uniqSales: 2,
  visits: 14,
  uniqVisits: 5,
  shows: 5,
  uniqShows: 3,
  totalSale: 200,
  totalExpenses: 100,
};
const account = { account_id: "a", connection_id: "c", connection_status: "OK", from: "TELEGRAM" };
const card = {
  id: "625946dd585052c1629f1b2b",
  name: "Mark Spenser",
  tags: ["Tag 26"],
  profileImage: "NOT_DEFINED",
  gender: "NO_DATA",
  phone: "+380977451111",
  email: "Ray37@hotmail.com",
  locale: "",
  accounts: [account],
  subscribeHistory: [
    {
      tunnelName: "Default tunnel",
      leadgentoolName: "Default leadgentool",
      trafficSource: "Default traffic source",
      tunnelId: "5e18a2a3ed0b7a000d6c9484",
      leadgentoolId: "5e18a2a3ed0b7a000d6c9486",
      trafficSourceId: "5e18a2a3ed0b7a000d6c9488",
      accountId: "625946dd58505225f49f1b2c",
    },
  ],
  links: {
    contactedUsers: [{ type: "users", id: "60509800acc5ae000d74ce21" }],
    orders: [{ type: "orders", id: "65cf58ba1261175f8d40a75f" }],
  },
  custom_fields: [{ type: "PHONE", name: "phone", value: "+48881644207" }],
  created_at: date,
  updated_at: date,
};
const placed = {
  id: "5e5502a01b1668000ccc93ee",
  title: "manual offer",
  price: 100,
  currency: "USD",
  status: "OPENED",
  createdAt: date,
  updatedAt: date,
};
const { createdAt: _, ...included } = placed;

/** The thirty operations. */
export const reference: readonly Told[] = [
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
  {
    request:
      "GET /people?limit=20&offset=0&filter[last_message][from]=2000-01-01T00:00:00.000Z&filter[last_message][to]=2100-01-01T00:00:00.000Z",
    answer: {
      status: 1,
      data: [
        {
          id: "5e1c7ce2b4066a01900cdba0",
          name: "Feliks",
          email: "feliks@gmail.com",
          phone: "+380966565556",
          tags: ["Mentor", "Professional"],
          accounts: [account],
          lastMessageTime: date,
        },
      ],
      meta,
    },
  },
  {
    request: "GET /people/{person_id}?include=contactedUsers,orders",
    answer: { data: card, included: { users: [user], orders: [included] }, status: 1 },
  },
  {
    request: "PUT /people/{person_id}",
    body: {
      phone: "+380669991876",
      email: "newmail@gmail.com",
      custom_fields: [{ type: "EMAIL", name: "emailcust", value: "customemail@gmail.com" }],
    },
    answer: done,
  },
  {
    request: "POST /people",
    body: {
      name: "Feliks",
      email: "feliks@gmail.com",
      phone: "+380953066789",
      leadgentool_id: "{leadgentool_id}",
      connected_users_ids: ["609290d3e060416cdea68444"],
    },
    required: ["name", "leadgentool_id"],
    answer: {
      data: {
        id: "60a4bcd7bc45b806ac3b1a4a",
        person_id: "60a4bcd7bc45b83b6e3b1a49",
        name: "Feliks",
        tags: [],
        from: "MANUAL",
        botStatus: "BOT",
        connectionStatus: "OK",
        gender: "NOT_DEFINED",
        phone: "+380953066789",
        email: "feliks@gmail.com",
        locale: "",
        subscribeHistory: [],
        createdAt: date,
        updatedAt: date,
      },
      status: 1,
    },
  },
  {
    request: "POST /people/sms",
    body: {
      data: [{ name: "test123", email: "test123@example.com", phone: "+380667772233" }],
      connection_id: "5dbfe6c5fb73e101720b3dc7",
      leadgentool_id: "{leadgentool_id}",
      tags: ["5cf7a18586236d000b1256b2"],
    },
    required: ["data", "connection_id", "leadgentool_id"],
    answer: { data: { count_to_process: 1 }, status: 1 },
  },
  {
    request: "PUT /people/{person_id}/add-comment",
    body: { comment: "some text" },
    required: ["comment"],
    answer: {
      data: {
        created_by: "5b9f63e3d244d2000e276957",
        company_id: "5b9f63e3d244d2000e27692f",
        text: "some text",
        entity_id: "5da5998fcecdb311d73d3049",
        entity_type: "PERSON",
        created_at: date,
        updated_at: date,
        id: "5e32ab3228faf61fc396f625",
      },
      status: 1,
    },
  },
  {
    request: "POST /calls",
    body: {
      user_id: "65d5ed778c9636bd775f715b",
      from: "606",
      to: "607",
      date: "2024-03-22T15:30:17.339Z",
      account_id: "{account_id}",
      record_link: "https://file-examples.com/storage/2017/11/file_example_MP3_5MG.mp3",
      status: "SUCCESS",
      duration: 100,
      type: "INBOUND",
    },
    required: ["user_id", "from", "to", "date", "account_id", "record_link", "status", "duration", "type"],
    answer: {
      data: {
        raw_response: {},
        record_link: "https://file-examples.com/storage/file_example_MP3_5MG.mp3",
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
        created_at: date,
        updated_at: date,
        next_check: date,
        id: "65fd772be3f8780013eac6b0",
      },
      status: 1,
    },
  },
  { request: "GET /tags", answer: { status: 1, data: [{ id: "595f5d522a934035decc093d", name: "Tag #1" }] } },
  {
    request: "PUT /people/{person_id}/remove-tag",
    body: { tag_id: "6685097a2e425c44fb9ae2e6" },
    required: ["tag_id"],
    answer: done,
  },
  {
    request: "PUT /people/{person_id}/add-tag",
    body: { tag_id: "6685097a2e425c44fb9ae2e6" },
    required: ["tag_id"],
    answer: done,
  },
  { request: "GET /tunnels?limit=20&offset=0", answer: { status: 1, data: [tunnel], meta } },
  {
    request: "GET /tunnels/{tunnel_id}?include=leadgentools",
    answer: {
      status: 1,
      data: { ...tunnel, links: { leadgentools: [{ type: "leadgentools", id: "222f5d522a934035decc093d" }] } },
      linked: { leadgentools: [{ id: "222f5d522a934035decc093d", name: "LGT1", type: "LINK" }] },
    },
  },
  { request: "GET /tunnels/stats", answer: { status: 1, data: [stats] } },
  { request: "GET /tunnels/{tunnel_id}/stats", answer: { status: 1, data: [stats] } },
  {
    request: "POST /communication-channels/{account_id}/manual-subscribe",
    body: { tunnel_id: "66fabfc013ed14bf97f0d897", tunnel_block_id: "66fabfc013ed14cddff0d8a9" },
    required: ["tunnel_id", "tunnel_block_id"],
    answer: done,
  },
  { request: "GET /users?limit=20&offset=0", answer: { status: 1, data: [user], meta } },
  { request: "GET /users/{user_id}", answer: { data: user, status: 1 } },
];
