import { describe, expect, test } from "vitest";
import { definitions } from "@leeway/nodes";
import { eventTitle, personIn, whoIn } from "./who.js";

describe("an event in one line", () => {
  test.each([
    [{ name: "Олена", email: "o@e.ua", offer_name: "Курс" }, "1", "Олена · Курс"],
    [{ phone: 380501112233, order_id: "1" }, "1", "380501112233 · 1"],
    [{ account_id: "5e20", text: " Привіт " }, null, "5e20 · Привіт"],
    [{ account_id: "6b02546000000000000000c1", offer_name: "Курс" }, "1", "…0000c1 · Курс"],
    [{ name: "Олена" }, "6b02546000000000000000d2", "Олена · …0000d2"],
    [{ email: { a: 1 } }, null, ""],
    [null, "7", "7"],
    ["text", null, ""],
  ])("%j of order %s reads “%s”", (data, orderId, expected) => {
    expect(whoIn({ data, orderId })).toBe(expected);
  });

  test("its type goes by the trigger's words, however it is spelt, else by its own", () => {
    expect(eventTitle(definitions, "order", "uk")).toBe("Нове замовлення");
    expect(eventTitle(definitions, "REFUND", "uk")).toBe("REFUND");
  });
});

test("an event leads to its person by an id of theirs or of a channel, and by nothing else", () => {
  const [person, channel] = ["5e1f119d6c384804b31e945e", "5e1f119d6c384804b31e945f"];
  expect(personIn({ account_id: channel })).toBe(channel);
  expect(personIn({ account_id: channel, person_id: person })).toBe(person);
  expect(personIn({ account_id: "the best one", order_id: person })).toBeUndefined();
  expect(personIn(null)).toBeUndefined();
});
