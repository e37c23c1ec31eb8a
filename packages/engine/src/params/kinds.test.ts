import { describe, expect, test } from "vitest";
import type { Json } from "../json.js";
import { idsInLink } from "./ids.js";
import type { Form } from "../definition.js";
import { readKind, type Kind } from "./kinds.js";

const zone = "Europe/Kyiv";
const text = (en: string) => ({ en, uk: en, ru: en });
const read = (kind: Kind, value: Json, form?: Form) => {
  const reading = readKind(kind, value, zone, form);
  return reading.ok ? reading.value : reading.refusal.code;
};

describe("a value of a kind", () => {
  test("an address may be a word that the definition names instead", () => {
    const recording: Kind = { kind: "url", options: [{ value: "NOT_DEFINED", title: text("none") }] };
    expect(read(recording, "NOT_DEFINED")).toBe("NOT_DEFINED");
    expect(read(recording, "UNDEFINED")).toBe("param.format");
    expect(read(recording, "https://files.ua/a.mp3")).toBe("https://files.ua/a.mp3");
  });

  test.each<[Kind["kind"], Json, Json]>([
    ["text", 5, "5"],
    ["text", { a: [1] }, '{"a":[1]}'],
    ["longText", true, "true"],
    ["number", " 12.50 ", 12.5],
    ["number", "1e3", 1000],
    ["number", "1 250,50", 1250.5],
    ["number", "1,250", "param.type"],
    ["number", "0x10", "param.type"],
    ["number", "12 грн", "param.type"],
    ["number", true, "param.type"],
    ["boolean", "TRUE", true],
    ["boolean", 0, false],
    ["boolean", "так", "param.type"],
    ["phone", "+38 (050) 111-22-33", "+380501112233"],
    ["phone", 380501112233, "380501112233"],
    ["phone", "050-111", "param.format"],
    ["phone", "0501112233, 0671112233", "param.format"],
    ["phone", ["0501112233"], "param.type"],
    ["email", " olena@пошта.укр ", "olena@пошта.укр"],
    ["email", "olena@localhost", "param.format"],
    ["email", "a@b.ua, c@d.ua", "param.format"],
    ["url", "http://localhost:3000/a b", "http://localhost:3000/a b"],
    ["url", "ftp://files.ua", "param.format"],
    ["url", "javascript:alert(1)", "param.format"],
    ["dateTime", "31.12.2025", "31.12.2025"],
    ["dateTime", "2025-12-31 23:59:59", "2025-12-31 23:59:59"],
    ["dateTime", "soon", "param.format"],
    ["json", { a: null }, { a: null }],
  ])("%s reads %j as %j", (kind, value, expected) => {
    expect(read({ kind }, value)).toEqual(expected);
  });

  test.each([
    ["email", `${"a".repeat(10_000)}@b.ua`],
    ["url", `https://b.ua/${"a".repeat(10_000)}`],
  ] as const)("%s is refused unread where it is longer than any", (kind, value) => {
    expect(read({ kind }, value)).toBe("param.format");
    expect(read({ kind }, value.replace("a".repeat(9_000), ""))).toBe(value.replace("a".repeat(9_000), ""));
  });

  test("a choice is one of its options, whatever type it came as", () => {
    const options = [1, true, "POST"].map((value) => ({ value, title: text(String(value)) }));
    const choice: Kind = { kind: "choice", options };
    expect(["1", "true", "POST", 1].map((value) => read(choice, value))).toEqual([1, true, "POST", 1]);
    expect(read(choice, "post")).toBe("param.choice");
    expect(read({ kind: "choice" }, "anything")).toBe("anything");
  });

  test("forms are what the service wants", () => {
    expect(read({ kind: "dateTime" }, "2026-07-01T12:00:00", "isoUtc")).toBe("2026-07-01T09:00:00.000Z");
    expect(read({ kind: "dateTime" }, "2026-07-01T12:00:00+02:00", "utcMinutes")).toBe("2026-07-01 10:00");
    expect(read({ kind: "dateTime" }, "2026-07-01 12:00", "utcMinutes")).toBe("2026-07-01 12:00");
    expect(read({ kind: "boolean" }, true, "booleanText")).toBe("true");
    expect(read({ kind: "number" }, "100,50", "decimal")).toBe("100.50");
  });
});

const [a, b] = ["5b3f543bb2737000133d25b0", "5b3f543bb2737000133d25b1"];
describe("an id", () => {
  const id = (idKind: NonNullable<Kind["idKind"]>, value: Json) => {
    const reading = readKind({ kind: "id", idKind }, value, zone);
    return reading.ok ? reading.value : reading.refusal.values;
  };

  test.each<[NonNullable<Kind["idKind"]>, string, string]>([
    ["category", `https://app.leeloo.ai/campaigns-templates/${a}/templates`, a],
    ["template", `https://app.leeloo.ai/campaigns-templates/${a}/templates/creator/${b}`, b],
    ["category", `https://app.leeloo.ai/campaigns-templates/${a}/templates/creator/${b}`, a],
    ["paymentCredits", `app.leeloo.ai/settings/integrations/payments/credits/payment-credit/manual/${a}`, a],
    ["offer", `https://app.leeloo.ai/campaigns-offers/${a}/offers/1`, a],
    ["user", ` https://app.leeloo.ai/settings/company/users/user/${a}?tab=1 `, a],
    ["tunnel", `https://app.leeloo.ai/tunnels/${a}/tree`, a],
    ["tunnelBlock", `https://app.leeloo.ai/tunnels/${a}/tree/${b}`, b],
    ["tunnel", `https://app.leeloo.ai/tunnels/${a}/tree/${b}`, a],
    ["tag", a, a],
  ])("of a %s is taken out of %s", (kind, value, expected) => {
    expect(id(kind, value)).toBe(expected);
  });

  test("of the wrong kind is called by its name", () => {
    const link = `https://app.leeloo.ai/campaigns-offers/${a}/offers/1`;
    expect(id("person", link)).toEqual({ expected: "id", idKind: "person", found: "offer", value: link });
    expect(id("tag", "VIP")).toEqual({ expected: "id", idKind: "tag", value: "VIP" });
    expect(id("tag", "https://app.leeloo.ai/dashboard")).toMatchObject({ found: "link" });
    expect(id("tag", `https://evil.example/leeloo.ai/tunnels/${a}`)).not.toHaveProperty("found");
  });

  test("of a chat's link is left to a person: it may be either", () => {
    const link = `https://app.leeloo.ai/chats/all/${a}/${b}`;
    expect(id("person", link)).toMatchObject({ found: "chat", ids: `${a}, ${b}` });
    expect(idsInLink(link).filter(({ kind }) => kind === "account")).toEqual([
      { kind: "account", id: a },
      { kind: "account", id: b },
    ]);
  });

  test("of nothing in Leeloo is any text", () => {
    expect(id("workflow", "wf_1")).toBe("wf_1");
  });
});
