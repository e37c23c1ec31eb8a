import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { afterFailure, resolveParams, type JsonObject, type StepOutcome } from "@leeway/engine";
import { listen, toolsFor, type FarEnd } from "../testing/listen.js";
import { telegramChatList } from "./lists.node.js";
import { telegramMessageSend } from "./message.send.node.js";
import { telegramRunners } from "./telegram.run.js";

/** Answers as https://core.telegram.org/bots/api#making-requests says. */
let telegram: FarEnd;
beforeAll(async () => void (telegram = await listen()));
afterAll(() => void telegram.server.close());
beforeEach(() => {
  telegram.received.length = 0;
  answers(200, { ok: true, result: { message_id: 7 } });
});
const answers = (status: number, body: object) =>
  void (telegram.answer = { status, body: JSON.stringify(body), headers: { "content-type": "application/json" } });
const refuses = (status: number, description: string, parameters?: object) =>
  answers(status, { ok: false, error_code: status, description, ...(parameters && { parameters }) });

const token = "123456:ABC-DEF1234ghIkl";
const runners = new Map(telegramRunners.map((runner) => [runner.type, runner]));
async function run(type: string, params: JsonObject = {}): Promise<StepOutcome> {
  const secret = { type: "telegramBot", data: { token, baseUrl: telegram.origin }, censor: [token] };
  const definition = type === "telegram.chat.list" ? telegramChatList : telegramMessageSend;
  return runners.get(type)!.run(params, toolsFor(secret), definition);
}
const send = (params: JsonObject = {}) => {
  const given = { chat_id: "@news", text: "Hi", ...params };
  const scope = { values: {}, now: 0, timezone: "UTC" };
  const resolved = resolveParams(telegramMessageSend, given, scope);
  if (!resolved.ok) throw new Error(resolved.error.code);
  return run("telegram.message.send", resolved.params);
};
const sent = (): unknown => JSON.parse(telegram.received[0]?.body ?? "null");

describe("a message to Telegram", () => {
  test("goes to the bot's address as JSON, and answers what Telegram answered", async () => {
    expect(await send()).toEqual({ kind: "done", output: { ok: true, result: { message_id: 7 } } });
    expect(telegram.received[0]).toMatchObject({ method: "POST", url: `/bot${token}/sendMessage` });
    expect(telegram.received[0]?.headers["content-type"]).toBe("application/json");
    expect(sent()).toEqual({ chat_id: "@news", text: "Hi" });
  });

  test("carries formatting, silence, no preview, and buttons in rows", async () => {
    const [one, two, three] = ["one", "two", "three"].map((text) => ({ text, url: `https://shop.example/${text}` }));
    await send({
      parse_mode: "HTML",
      disable_preview: true,
      disable_notification: true,
      buttons: [{ ...one }, { ...two, beside: true }, { ...three }],
    });
    expect(sent()).toEqual({
      chat_id: "@news",
      text: "Hi",
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      disable_notification: true,
      reply_markup: { inline_keyboard: [[one, two], [three]] },
    });
  });

  test("of 4,097 characters is refused before it is sent, where no markup could shorten it", async () => {
    const tooLong = { kind: "failed", error: { code: "param.tooLong", param: "text", values: { limit: 4_096 } } };
    expect(await send({ text: "🎉".repeat(4_097) })).toMatchObject(tooLong);
    expect(telegram.received).toEqual([]);
    expect(await send({ text: "🎉".repeat(4_096) })).toMatchObject({ kind: "done" });
    await send({ text: `<b>${"a".repeat(4_096)}</b>`, parse_mode: "HTML" });
    expect(telegram.received).toHaveLength(2);
  });

  test.each([
    [400, "Bad Request: message is too long", "param.tooLong", "text"],
    [400, "Bad Request: chat not found", "telegram.noChat", "chat_id"],
    [400, "Bad Request: can't parse entities: Unsupported start tag", "telegram.badMarkup", "text"],
    [400, "Bad Request: inline keyboard button URL 'x' is invalid: Wrong HTTP URL", "telegram.badButton", "buttons"],
    [400, "Bad Request: need administrator rights in the channel chat", "telegram.noRights", "chat_id"],
    [403, "Forbidden: bot was kicked from the supergroup chat", "telegram.noRights", "chat_id"],
    [403, "Forbidden: bot was blocked by the user", "telegram.blocked", "chat_id"],
    [403, "Forbidden: bot can't initiate conversation with a user", "telegram.blocked", "chat_id"],
    [400, "Bad Request: something new", "service.rejected", undefined],
    [401, "Unauthorized", "service.tokenRefused", undefined],
    [404, "Not Found", "service.tokenRefused", undefined],
  ])("refused with %i “%s” fails as %s at %s", async (status, description, code, param) => {
    refuses(status, description);
    const outcome = await send();
    expect(outcome).toMatchObject({ kind: "failed", error: { code }, cause: { kind: "status", status } });
    expect(outcome.kind === "failed" && outcome.error.param).toBe(param);
  });

  test("to a group that has moved names its new ID, and is not sent there unasked", async () => {
    refuses(400, "Bad Request: group chat was upgraded to a supergroup chat", { migrate_to_chat_id: -100_987 });
    const error = { code: "telegram.moved", values: { chat: "-100987" } };
    expect(await send()).toMatchObject({ kind: "failed", error });
    expect(telegram.received).toHaveLength(1);
  });

  test("that has to wait says for how long, as the body tells and no header does", async () => {
    refuses(429, "Too Many Requests: retry after 35", { retry_after: 35 });
    expect(await send()).toMatchObject({ kind: "failed", cause: { status: 429, retryAfterMs: 35_000 } });
  });

  test("without a certain answer is unknown, and never sent again by itself", async () => {
    for (const [status, body] of [
      [502, "<html>Bad Gateway</html>"],
      [500, JSON.stringify({ ok: false, error_code: 500, description: "Internal Server Error" })],
    ] as const) {
      telegram.answer = { status, body };
      const outcome = await send();
      if (outcome.kind !== "failed") throw new Error("not failed");
      const facts = { effect: telegramMessageSend.effect, attempt: 1, maxAttempts: 3, backoffSeconds: 2, random: 0 };
      expect(afterFailure({ ...facts, cause: outcome.cause })).toEqual({ kind: "unknown" });
    }
  });

  test("never shows the token in what went wrong", async () => {
    telegram.answer = { status: 400, body: JSON.stringify({ ok: false, description: `no bot ${token}` }) };
    expect(JSON.stringify(await send())).not.toContain("ABC-DEF");
  });
});

describe("the chats of a bot", () => {
  test("are those that something came from, newest first and each once", async () => {
    const shop = { id: -100, type: "channel", title: "Shop", username: "shop" };
    const anna = { id: 42, type: "private", first_name: "Anna", last_name: "K." };
    answers(200, {
      ok: true,
      result: [
        { update_id: 1, channel_post: { message_id: 1, chat: shop } },
        { update_id: 2, message: { message_id: 5, chat: anna, text: "hi" } },
        { update_id: 3, my_chat_member: { chat: shop } },
      ],
    });
    const chats = [
      { id: -100, name: "Shop", type: "channel", username: "@shop" },
      { id: 42, name: "Anna K.", type: "private" },
    ];
    expect(await run("telegram.chat.list")).toEqual({ kind: "done", output: { chats } });
    // With an offset Telegram would forget the updates before it, and another reader would miss them.
    expect(sent()).not.toHaveProperty("offset");
  });

  test("cannot be listed while another program gets them, and that is said", async () => {
    refuses(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first");
    expect(await run("telegram.chat.list")).toMatchObject({ kind: "failed", error: { code: "telegram.webhook" } });
  });
});
