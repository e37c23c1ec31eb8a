import { afterAll, beforeAll, expect, test } from "vitest";
import { readEnvironment } from "../../config/environment.js";
import { SystemMail } from "./system-mail.js";
import { postOffice, type PostOffice } from "./testing/post-office.js";

let office: PostOffice;
beforeAll(async () => {
  office = await postOffice();
});
afterAll(() => office.close());

const mailOf = (user: string, port = office.port) =>
  new SystemMail(
    readEnvironment({
      LEEWAY_SMTP_URL: `smtp://${user}@127.0.0.1:${port}?security=none`,
      LEEWAY_SMTP_FROM: "Leeway <leeway@example.com>",
    }),
  );
const letter = { to: "anna@example.com", subject: "Вітаємо", text: "Ось ваше посилання." };

test("a letter of the server itself reaches a private mail server that its settings name", async () => {
  await mailOf("shop:app-password").send(letter);
  expect(office.arrived).toMatchObject([{ from: "leeway@example.com", to: ["anna@example.com"] }]);
});

test.each([
  ["the wrong password", () => mailOf("shop:wrong").send(letter), /5\.7\.8 Username/],
  ["no such recipient", () => mailOf("shop:app-password").send({ ...letter, to: "a@nowhere.example" }), /No such user/],
  ["nobody there", () => mailOf("shop:app-password", 1).send(letter), /ECONNREFUSED/],
])("a letter that is not taken says why: %s", async (_, send, reason) => {
  await expect(send()).rejects.toMatchObject({
    code: "mail.notSent",
    values: { server: expect.stringContaining("127.0.0.1:"), reason: expect.stringMatching(reason) },
  });
});

test("without the settings there is no mail, and that is said", async () => {
  const mail = new SystemMail(readEnvironment({}));
  expect(mail.isSetUp).toBe(false);
  await expect(mail.send(letter)).rejects.toMatchObject({ code: "mail.notSetUp" });
});
