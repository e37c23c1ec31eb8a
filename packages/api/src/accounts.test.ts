import { expect, test } from "vitest";
import { emailSchema } from "./accounts.js";

test("an email address is taken without the blanks around it and in small letters", () =>
  expect(emailSchema.parse(" Anna.Koval@Example.com\n")).toBe("anna.koval@example.com"));

test.each(["anna", "anna@", "anna koval@example.com", " "])("%j is no email address", (text) =>
  expect(emailSchema.safeParse(text).success).toBe(false),
);
