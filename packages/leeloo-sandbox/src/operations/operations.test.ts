import { describe, expect, test } from "vitest";
import { demo, find, served } from "../testing/served.js";

describe("a person", () => {
  test("is made with a channel of another id, and the answer's id is the channel", async () => {
    const { send, add } = await served();
    const { id, person_id } = await add({ phone: "+380671234567", email: "olena@example.com", nickname: "Оля" });
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    expect(id.slice(0, -1)).toBe(person_id.slice(0, -1));
    expect(id).not.toBe(person_id);
    const { json } = await send("GET", `/people/${person_id}`);
    expect(json.data).toMatchObject({ id: person_id, name: "Олена", accounts: [{ account_id: id }] });
    expect(json.data).not.toHaveProperty("nickname");
    expect((await send("GET", `/people/${id}`)).status).toBe(404);
  });

  test("is made twice when the same phone is posted twice", async () => {
    const { send, add } = await served();
    const [one, two] = [await add({ phone: "+380671234567" }), await add({ phone: "+380671234567" })];
    const { json } = await send("GET", find({ "filter[phone]": "+380671234567" }));
    expect(json.data.map((person: { id: string }) => person.id)).toEqual([two.person_id, one.person_id]);
    expect(json.meta).toEqual({ limit: 20, offset: 0, filteredCount: 2, totalCount: 6 });
  });

  test.each<[Record<string, string>, string[]]>([
    [{ "filter[phone]": "380501112233" }, ["Андрій Коваленко"]],
    [{ "filter[email]": "Mariia.Lysenko@example.com" }, ["Марія Лисенко"]],
    [{ "filter[tags]": "VIP" }, ["Софія Кравчук", "Андрій Коваленко"]],
    [{ "filter[tags]": "VIP,Замовлення з сайту" }, ["Софія Кравчук"]],
    [{ limit: "1", offset: "2" }, ["Марія Лисенко"]],
    [{ "filter[phone]": "+380000000000" }, []],
  ])("is found by %j", async (filters, names) => {
    const { send } = await served();
    const { json } = await send("GET", find(filters));
    expect(json.data.map((person: { name: string }) => person.name)).toEqual(names);
  });

  test("is found only within the span of the last message, which must be given", async () => {
    const { send } = await served();
    const span = "filter[last_message][from]=2025-11-04T00:00:00Z&filter[last_message][to]=2025-11-05T00:00:00Z";
    const { json } = await send("GET", `/people?${span}`);
    expect(json.data.map((person: { name: string }) => person.name)).toEqual(["Марія Лисенко"]);
    expect((await send("GET", "/people")).json).toMatchObject({
      status: 0,
      message: expect.stringContaining("last_message"),
    });
  });

  test("carries a tag by name after it is added by id, once, until it is removed", async () => {
    const { send, add } = await served();
    const { person_id } = await add();
    const tags = async () => (await send("GET", `/people/${person_id}`)).json.data.tags;
    await send("PUT", `/people/${person_id}/add-tag`, { tag_id: demo.tagVip });
    expect((await send("PUT", `/people/${person_id}/add-tag`, { tag_id: demo.tagVip })).json).toEqual({
      data: {},
      status: 1,
    });
    expect(await tags()).toEqual(["VIP"]);
    await send("PUT", `/people/${person_id}/remove-tag`, { tag_id: demo.tagVip });
    expect(await tags()).toEqual([]);
  });

  test("takes a tag from a form as well", async () => {
    const { send, add } = await served();
    const { person_id } = await add();
    const form = { "content-type": "application/x-www-form-urlencoded" };
    await send("PUT", `/people/${person_id}/add-tag`, `tag_id=${demo.tagSiteOrder}`, form);
    expect((await send("GET", `/people/${person_id}`)).json.data.tags).toEqual(["Замовлення з сайту"]);
  });

  test("keeps a changed phone and custom fields, and takes a comment", async () => {
    const { send, add } = await served();
    const { person_id } = await add({ phone: "1", email: "a@example.com" });
    const custom_fields = [{ type: "EMAIL", name: "emailcust", value: "c@example.com" }];
    await send("PUT", `/people/${person_id}`, { phone: "2", custom_fields });
    const { json } = await send("GET", `/people/${person_id}`);
    expect(json.data).toMatchObject({ phone: "2", email: "a@example.com", custom_fields });
    const comment = await send("PUT", `/people/${person_id}/add-comment`, { comment: "some text" });
    expect(comment.json.data).toMatchObject({ text: "some text", entity_id: person_id, entity_type: "PERSON" });
  });
});

describe("an order", () => {
  const ids = { paymentCreditsId: demo.paymentCredits, offerId: demo.offer };

  test("is made, listed, read with its other status, and included in its person", async () => {
    const { send, add } = await served();
    const { person_id } = await add({ connected_users_ids: ["632af797bd3cc466fe1af584"] });
    const made = await send("POST", "/orders", { ...ids, personId: person_id, isNotifyAccount: "false" });
    expect(made.json).toMatchObject({ status: 1, data: { title: "Замовлення з сайту", price: 950, status: "OPENED" } });
    const { id } = made.json.data;
    expect((await send("GET", "/orders")).json.data).toMatchObject([{ id, person_id, status: "OPENED" }]);
    expect((await send("GET", `/orders/${id}`)).json.data).toMatchObject({
      id,
      status: "ORDER",
      paymentMethod: "MANUAL",
      currency: "UAH",
    });
    const { json } = await send("GET", `/people/${person_id}?include=contactedUsers,orders`);
    expect(json.data.links.orders).toEqual([{ type: "orders", id }]);
    expect(json.included).toMatchObject({ orders: [{ id }], users: [{ name: "Максим Ткачук" }] });
    expect((await send("GET", `/people/${person_id}?include=orders`)).json.included).not.toHaveProperty("users");
  });

  test("is updated, and refuses what is no status", async () => {
    const { send, add } = await served();
    const { person_id } = await add();
    const { id } = (await send("POST", "/orders", { ...ids, personId: person_id })).json.data;
    const update = { status: "RESOLVED", price: "120.50", currency: "EUR", paymentDate: "2018-06-27 07:32" };
    expect((await send("POST", `/orders/${id}`, update)).json).toEqual({ data: { id }, status: 1 });
    expect((await send("GET", `/orders/${id}`)).json.data).toMatchObject({
      status: "SUCCESS",
      price: 120.5,
      currency: "EUR",
    });
    expect((await send("POST", `/orders/${id}`, { status: "OPENED" })).json.status).toBe(0);
  });
});

describe("a message", () => {
  test("goes to a channel, as text or from a template", async () => {
    const { send, add, sandbox } = await served();
    const { id, person_id } = await add();
    expect((await send("POST", "/messages/send-message", { account_id: id, text: "Вітаємо!" })).json).toEqual({
      data: {},
      status: 1,
    });
    const template_id = "65fc3f2656789099e157e817";
    await send("POST", "/messages/send-template", { account_id: id, template_id, variables: { day: "середа" } });
    expect(sandbox.snapshot().messages).toMatchObject([
      { account_id: id, person_id, template_id, variables: { day: "середа" } },
      { account_id: id, person_id, text: "Вітаємо!" },
    ]);
  });

  test("does not go to a person's id", async () => {
    const { send, add, sandbox } = await served();
    const { person_id } = await add();
    const { json } = await send("POST", "/messages/send-message", { account_id: person_id, text: "Вітаємо!" });
    expect(json).toEqual({ status: 0, message: "Account not found" });
    expect(sandbox.snapshot().messages).toEqual([]);
  });
});

test("the lists that pickers read have the reference's shapes", async () => {
  const { send } = await served();
  expect((await send("GET", "/tags")).json.data).toContainEqual({ id: demo.tagVip, name: "VIP" });
  expect((await send("GET", "/users?limit=1")).json).toMatchObject({
    data: [{ name: "Ірина Бондар" }],
    meta: { limit: 1 },
  });
  expect((await send("GET", "/users/632af797bd3cc466fe1af584")).json.data.name).toBe("Максим Ткачук");
  expect((await send("GET", "/connections")).json.data.connections[0]).toMatchObject({ type: "telegram" });
  const { categories } = (await send("GET", "/categories/templates")).json.data;
  const { templates } = (await send("GET", `/categories/templates/${categories[0].id}`)).json.data;
  expect(templates[0]).toEqual({ id: "5e42be758d4fff000cafe6ef", message_name: "Замовлення прийнято" });
  const [tunnel] = (await send("GET", "/tunnels")).json.data;
  const { json } = await send("GET", `/tunnels/${tunnel.id}?include=leadgentools`);
  expect(json.data.links.leadgentools[0]).toEqual({ type: "leadgentools", id: demo.leadgentool });
  expect(json.linked.leadgentools[0]).toEqual({ id: demo.leadgentool, name: "Форма на сайті", type: "FORM" });
});

const unknown = "ffffffffffffffffffffffff";
test.each<[string, string, Record<string, string> | undefined, number, string]>([
  ["POST", "/people", { leadgentool_id: demo.leadgentool }, 200, "name is required"],
  ["POST", "/people", { name: "Олена" }, 200, "leadgentool_id is required"],
  ["POST", "/people", { name: "Олена", leadgentool_id: "12" }, 200, "leadgentool_id must be a valid id"],
  ["POST", "/people", { name: "Олена", leadgentool_id: unknown }, 200, "Leadgentool not found"],
  ["GET", `/people/${unknown}`, undefined, 404, "Person not found"],
  ["GET", `/orders/${unknown}`, undefined, 404, "Order not found"],
  ["GET", `/tunnels/${unknown}`, undefined, 404, "Tunnel not found"],
  ["GET", `/categories/templates/${unknown}`, undefined, 404, "Category not found"],
  ["PUT", "/people/66fac2b853d5470e1ed207a0/add-tag", { tag_id: unknown }, 200, "Tag not found"],
  ["POST", "/orders", { paymentCreditsId: demo.paymentCredits, offerId: demo.offer }, 200, "personId is required"],
  ["POST", "/messages/send-message", { account_id: "66fac2b853d5470e1ed207a1" }, 200, "text is required"],
  ["GET", "/orders?limit=many", undefined, 200, "limit must be a number"],
  ["DELETE", "/people", undefined, 404, "DELETE /people not found"],
])("%s %s with %j is refused", async (method, path, body, status, message) => {
  const { send, sandbox } = await served();
  const before = sandbox.snapshot();
  const came = await send(method, path, body);
  expect([came.status, came.json]).toEqual([status, { status: 0, message }]);
  expect(sandbox.snapshot()).toEqual(before);
});
