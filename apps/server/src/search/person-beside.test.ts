import { expect, test } from "vitest";
import { catalogue } from "@leeway/nodes";
import { personBeside } from "./person-beside.js";

const [person, channel] = ["5e1f119d6c384804b31e945e", "5e1f119d6c384804b31e945f"];

test.each([
  ["leeloo.message.send", "input", "text", { account_id: channel, text: "Hi" }, channel],
  ["leeloo.person.create", "output", "data.phone", { data: { id: channel, person_id: person, phone: "1" } }, person],
  ["leeloo.person.list", "output", "data[0].phone", { data: [{ id: person, phone: "1" }] }, person],
  ["leeloo.order.get", "output", "data.phone", { data: { id: "5e1f119d6c384804b31e9460", phone: "1" } }, undefined],
  [
    "trigger.leelooEvent",
    "payload",
    "data.order.phone",
    { data: { account_id: channel, order: { phone: "1" } } },
    channel,
  ],
  ["trigger.webhook", "payload", "body.phone", { body: { phone: "1", account_id: "the best one" } }, undefined],
])("%s: what stands in its %s at %s is about whom it says", (type, part, path, whole, whom) => {
  expect(personBeside(catalogue.get(type), { part, path }, whole)).toBe(whom);
});
