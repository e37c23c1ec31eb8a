import { describe, expect, test } from "vitest";
import { createIntl } from "react-intl";
import { emptyRunState, fold, type RunEvent, type StepState } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { en } from "../../messages/en/all.js";
import { uk } from "../../messages/uk/all.js";
import type { Translate } from "../../ui/language.js";
import { cameBack } from "./came-back.js";
import { chaptersOf } from "./chapters.js";
import { entryInWords, glimpse, inWords, phone, type Say } from "./glimpse.js";
import { addHistory, emptyHistory, isEventful } from "./history.js";
import { lineOf, valueInWords } from "./line.js";

const say: Say = {
  number: String,
  money: (value, currency) => `${value} ${currency}`.trim(),
  moment: (iso) => `at ${iso.slice(0, 10)}`,
  more: (count) => `and ${count} more`,
  yes: "yes",
  no: "no",
};
const english = createIntl({ locale: "en", messages: en });
const t: Translate = (id, values) => english.formatMessage({ id }, values);
const ukrainian = createIntl({ locale: "uk", messages: uk });
const inUkrainian: Translate = (id, values) => ukrainian.formatMessage({ id }, values);
const definition = (type: string) => {
  const found = catalogue.get(type);
  if (!found) throw new Error(type);
  return found;
};
const step = (change: Partial<StepState>): StepState => ({
  key: "a",
  nodeId: "a",
  status: "succeeded",
  attempts: 1,
  ...change,
});

describe("glimpse", () => {
  test("tells an entry at a service by what it says or is, and when it was made", () => {
    const createdAt = "2026-11-21T17:45:01.887Z";
    expect(entryInWords({ id: "x", text: "Вітаємо!", createdAt }, say)).toBe("Вітаємо! · at 2026-11-21");
    expect(entryInWords({ title: "Курс", price: 950, created_at: createdAt }, say)).toBe("Курс · 950 · at 2026-11-21");
    expect(entryInWords("5", say)).toBe("5");
  });
  test("names the person, the phone and the money of an order", () => {
    const order = {
      number: "1042",
      name: "Олена Шевченко",
      phone: "+380671234567",
      total: 1250,
      currency: "грн",
      items: [],
    };
    expect(glimpse(order, say)).toEqual(["№1042", "Олена Шевченко", "+380 67 123 45 67", "1250 грн"]);
  });
  test("falls back to the end of an id", () => {
    expect(glimpse({ id: "5e5502a01b1668000ccc93ee" }, say)).toEqual(["…cc93ee"]);
  });
  test("an object without a name is told by its entries, moments as people write them", () => {
    const span = { from: "2000-01-01T00:00:00.000Z", to: "2026-11-21T08:04:32.721Z", own: true };
    expect(inWords(span, say)).toBe("from: at 2000-01-01, to: at 2026-11-21, own: yes");
    expect(inWords([{ name: "Марта" }, { phone: "+380671234567" }], say)).toBe("Марта, +380 67 123 45 67");
    expect(inWords("2026-11-21T25:00:00Z", say)).toBe("2026-11-21T25:00:00Z");
  });
  test("says nothing of values that are no objects", () => {
    expect(glimpse(["a"], say)).toEqual([]);
    expect(glimpse(null, say)).toEqual([]);
  });
  test("groups Ukrainian numbers and leaves other texts alone", () => {
    expect(phone("380501112233")).toBe("+380 50 111 22 33");
    expect(phone("call me")).toBe("call me");
  });
  test("writes a list by its first names", () => {
    expect(inWords([{ name: "VIP" }, { name: "Курс" }, "x", "y"], say)).toBe("VIP, Курс, x and 1 more");
  });
  test("leaves away in a list what does not fit, and never half of a number", () => {
    const orders = [1250, 990].map((total) => ({ name: "Олена Ковальчук", phone: "+380501112230", total }));
    expect(inWords(orders, say)).toBe("Олена Ковальчук · +380 50 111 22 30, Олена Ковальчук · +380 50 111 22 30");
  });
});

describe("the line of a step", () => {
  test("carries the values that were sent", () => {
    const values = { name: "Олена Шевченко", phone: "+380671234567" };
    expect(lineOf(definition("leeloo.person.create"), values, "uk", say)).toBe(
      "Нова людина Олена Шевченко +380 67 123 45 67",
    );
  });
  test("leaves a missing value out with its quotes and arrow", () => {
    expect(valueInWords("false", { ...definition("leeloo.order.create").params[0]!, kind: "boolean" }, "uk", say)).toBe(
      "no",
    );
    expect(lineOf(definition("leeloo.message.send"), { text: "Hi" }, "uk", say)).toBe("Надіслати «Hi»");
    const wait = { mode: "duration", amount: 2, unit: "hours" };
    expect(lineOf(definition("logic.wait"), wait, "uk", say)).toBe("Чекати певний час: 2 години");
    const until = { mode: "until", until: "2026-12-01T09:30" };
    expect(lineOf(definition("logic.wait"), until, "uk", say)).toMatch(/: 1 груд\. 2026\sр\., 09:30$/);
    const hours = { mode: "hours", from: "09:00", to: "20:00", weekdays: [6, 7] };
    expect(lineOf(definition("logic.wait"), hours, "en", say)).toBe(
      "Wait until sending hours: 09:00–20:00 Saturday, Sunday",
    );
    expect(lineOf(definition("leeloo.person.create"), { name: "Ann" }, "en", say)).toBe("Add Ann");
  });
});

describe("what came back", () => {
  const tools = { t, locale: "en" as const, say };
  test("counts and names what was found", () => {
    const output = {
      status: 1,
      data: [
        { id: "1", name: "Ann" },
        { id: "2", name: "Bob" },
      ],
    };
    expect(cameBack(step({ output }), definition("leeloo.person.list"), tools)).toBe("Found 2: Ann, Bob");
    const one = { status: 1, data: [{ id: "1", name: "Ann" }] };
    expect(cameBack(step({ output: one }), definition("leeloo.person.list"), tools)).toBe("Found: Ann");
  });
  test("says in Ukrainian that nothing was found", () => {
    const words = cameBack(step({ output: { status: 1, data: [] } }), definition("leeloo.person.list"), {
      ...tools,
      t: inUkrainian,
      locale: "uk",
    });
    expect(words).toBe("Нічого не знайдено");
  });
  test("names the way taken by the port's title", () => {
    expect(cameBack(step({ port: "false", output: { result: false } }), definition("logic.if"), tools)).toBe(
      "Way taken: No",
    );
  });
  test("names no way where there was but one, and the one of several", () => {
    const wait = (mode: string, port: string) =>
      cameBack(step({ input: { mode }, output: {}, port }), definition("logic.wait"), tools);
    expect(wait("hours", "main")).toBe("");
    expect(wait("duration", "main")).toBe("");
    expect(wait("callback", "timeout")).toBe("Way taken: Too late");
    expect(wait("approval", "rejected")).toBe("Way taken: Rejected");
  });
  test("tells a webhook's body by who and how much", () => {
    const output = { body: { name: "Ann", total: 5, currency: "USD" }, method: "POST" };
    expect(cameBack(step({ output }), definition("trigger.webhook"), tools)).toBe("Ann · 5 USD");
  });
  test("says nothing of a step from which nothing goes on", () => {
    expect(cameBack(step({ output: { status: "succeeded" } }), definition("logic.stop"), tools)).toBe("");
  });
  test("gives the status of an HTTP answer", () => {
    expect(cameBack(step({ output: { status: 204, headers: {}, body: "" } }), definition("http.request"), tools)).toBe(
      "Answered with 204",
    );
  });
  test("says nothing of a step that failed", () => {
    expect(cameBack(step({ status: "failed" }), definition("http.request"), tools)).toBe("");
  });
});

describe("chapters", () => {
  test("put neighbours that were skipped together and keep the order", () => {
    const chapters = chaptersOf([
      step({ key: "a" }),
      step({ key: "b", status: "skipped" }),
      step({ key: "c", status: "skipped" }),
      step({ key: "d" }),
      step({ key: "e", status: "skipped" }),
    ]);
    expect(
      chapters.map((chapter) => (chapter.kind === "step" ? chapter.step.key : chapter.steps.map(({ key }) => key))),
    ).toEqual(["a", ["b", "c"], "d", ["e"]]);
  });
  test("put together what the run never came to, apart from what was stopped midway", () => {
    const chapters = chaptersOf([
      step({ key: "a", status: "failed", startedAt: 1 }),
      step({ key: "b", status: "cancelled", startedAt: 1 }),
      step({ key: "c", status: "cancelled" }),
      step({ key: "d", status: "cancelled" }),
    ]);
    expect(chapters.map(({ kind }) => kind)).toEqual(["step", "step", "unreached"]);
  });
});

describe("history", () => {
  const error = { code: "service.down" as const, values: {} };
  const at = { key: "a", nodeId: "a" };
  const events: RunEvent[] = [
    { seq: 1, at: 0, type: "run.created", workflowId: "w", version: 1, trigger: "t", payload: null, rehearsal: false },
    { seq: 2, at: 10, type: "step.started", ...at, attempt: 1, input: { text: "long" } },
    { seq: 3, at: 20, type: "step.retrying", ...at, error, until: 50 },
    { seq: 4, at: 50, type: "step.started", ...at, attempt: 2, input: { text: "long" } },
    { seq: 5, at: 60, type: "step.succeeded", ...at, output: 1, port: "main" },
  ];
  test("keeps attempts and waits that the fold forgets", () => {
    const moments = addHistory(emptyHistory, events).get("a") ?? [];
    expect(moments.map(({ kind }) => kind)).toEqual(["started", "waiting", "started", "ended"]);
    expect(moments[1]).toMatchObject({ waitingFor: "retry", until: 50, error });
    expect(isEventful(moments)).toBe(true);
    expect(fold(emptyRunState, events).steps.get("a")?.until).toBeUndefined();
  });
  test("is the same taken at once or event by event", () => {
    const slowly = events.reduce((history, event) => addHistory(history, [event]), emptyHistory);
    expect(slowly).toEqual(addHistory(emptyHistory, events));
  });
});
