import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { bytesOf } from "./event-bytes.js";

test.each([
  { what: "letters", text: '[{"type":"run.finished"}]' },
  { what: "letters of other alphabets and signs of two halves", text: '["Оксана Коваль", "€ 🌷 \\u0000"]' },
  { what: "as much as there is room for", text: "ю".repeat(2 ** 15) },
  { what: "more than there is room for", text: "€".repeat(2 ** 15 + 1) },
  { what: "nothing", text: "" },
])("a text of $what is the same text once it was bound as bytes", ({ text }) => {
  const db = new Database(":memory:");
  db.exec("CREATE TABLE kept (body text NOT NULL)");
  // What was bound before leaves nothing behind.
  bytesOf("x".repeat(1_000));
  db.prepare("INSERT INTO kept VALUES (CAST(? AS TEXT))").run(bytesOf(text));
  const kept = db.prepare("SELECT typeof(body) AS type, body FROM kept WHERE body = ?").get(text);
  expect(kept).toEqual({ type: "text", body: text });
  db.close();
});
