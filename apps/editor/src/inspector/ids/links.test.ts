import { describe, expect, test } from "vitest";
import type { IdKind } from "@leeway/engine";
import { idFromLink, wrongKind } from "./links.js";

const a = "5e1f119d6c384804b31e945e";
const b = "5e1f119d6c384804b31e945f";
const at = (path: string) => `https://app.leeloo.ai${path}`;

describe("a pasted link of Leeloo", () => {
  test.each([
    ["template", `/campaigns-templates/${a}/templates/creator/${b}`, b],
    ["category", `/campaigns-templates/${a}/templates`, a],
    ["category", `/campaigns-templates/${a}/templates/creator/${b}`, a],
    ["paymentCredits", `/settings/integrations/payments/credits/payment-credit/manual/${a}`, a],
    ["offer", `/campaigns-offers/${a}/offers/1`, a],
    ["user", `/settings/company/users/user/${a}`, a],
    ["tunnel", `/tunnels/${a}/tree`, a],
    ["tunnel", `/tunnels/${a}/tree/${b}`, a],
    ["tunnelBlock", `/tunnels/${a}/tree/${b}`, b],
  ] as const)("to a %s gives its id: %s", (wanted, path, id) => {
    expect(idFromLink(at(path), wanted)).toMatchObject({ kind: "id", id });
  });

  test("to a chat offers both ids, for it does not say which is whose", () => {
    expect(idFromLink(at(`/chats/all/${a}/${b}`), "person")).toEqual({ kind: "either", ids: [a, b] });
    expect(idFromLink(at(`/chats/unread/${a}/${a}`), "account")).toMatchObject({ kind: "id", id: a });
  });

  test.each([
    ["the person is known", { [a]: "person" }],
    ["the channel is known", { [b]: "account" }],
  ] as const)("to a chat is decided where %s", (_, known: Record<string, IdKind>) => {
    const kindsOf = (id: string) => (known[id] ? [known[id]] : []);
    const link = at(`/chats/all/${a}/${b}`);
    expect(idFromLink(link, "person", kindsOf)).toEqual({ kind: "id", id: a, others: [{ kind: "account", id: b }] });
    expect(idFromLink(link, "account", kindsOf)).toEqual({ kind: "id", id: b, others: [{ kind: "person", id: a }] });
  });

  test("that holds several ids offers the others", () => {
    expect(idFromLink(at(`/tunnels/${a}/tree/${b}`), "tunnel")).toEqual({
      kind: "id",
      id: a,
      others: [{ kind: "tunnelBlock", id: b }],
    });
  });

  test("of the wrong kind says what it is", () => {
    expect(idFromLink(at(`/tunnels/${a}/tree`), "offer")).toMatchObject({ kind: "wrong", found: "tunnel" });
    expect(idFromLink(at(`/chats/all/${a}/${b}`), "tag")).toMatchObject({ kind: "wrong", found: "person" });
    expect(idFromLink(at("/settings"), "offer")).toEqual({ kind: "wrong", found: undefined, others: [] });
  });

  test("is told from ids, expressions and other links", () => {
    for (const text of [a, "{{ trigger.body.id }}", `https://example.com/tunnels/${a}`, ""])
      expect(idFromLink(text, "tunnel")).toBeUndefined();
  });
});

describe("a typed id", () => {
  const person = { idKind: "person" as const, label: "Олена" };
  test("is of the wrong kind where it is known as something else only", () => {
    expect(wrongKind(` ${a} `, "account", [person])).toEqual(person);
    expect(wrongKind(a, "account", [person, { idKind: "account" }])).toBeUndefined();
    expect(wrongKind(a, "person", [person])).toBeUndefined();
  });
  test("of which nothing is known is left alone, and so is what is no id of Leeloo", () => {
    expect(wrongKind(a, "account", [])).toBeUndefined();
    expect(wrongKind("{{ steps.find.data[0].id }}", "account", [person])).toBeUndefined();
    expect(wrongKind(a, "workflow", [person])).toBeUndefined();
    expect(wrongKind(a, undefined, [person])).toBeUndefined();
  });
});
