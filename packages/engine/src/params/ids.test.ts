import { describe, expect, test } from "vitest";
import fc from "fast-check";
import type { IdKind } from "../definition.js";
import { idsInLink, isLeelooLink, readId } from "./ids.js";

const id = fc.stringMatching(/^[0-9a-f]{24}$/);
const two = fc.tuple(id, id);
/** Every form of the table of links, with the ids that it holds in their order. */
const forms: readonly { kinds: readonly IdKind[]; path: (a: string, b: string) => string }[] = [
  { kinds: ["category"], path: (a) => `/campaigns-templates/${a}/templates` },
  { kinds: ["category", "template"], path: (a, b) => `/campaigns-templates/${a}/templates/creator/${b}` },
  {
    kinds: ["paymentCredits"],
    path: (a) => `/settings/integrations/payments/credits/payment-credit/manual/${a}`,
  },
  { kinds: ["offer"], path: (a) => `/campaigns-offers/${a}/offers/1` },
  { kinds: ["user"], path: (a) => `/settings/company/users/user/${a}` },
  { kinds: ["tunnel"], path: (a) => `/tunnels/${a}/tree` },
  { kinds: ["tunnel", "tunnelBlock"], path: (a, b) => `/tunnels/${a}/tree/${b}` },
];
/** How one and the same link comes out of address bars, mails and chats. */
const spelling = fc
  .record({
    scheme: fc.constantFrom("https://", "http://", "HTTPS://", "//", ""),
    host: fc.constantFrom("app.leeloo.ai", "APP.Leeloo.AI", "leeloo.ai", "app.leeloo.ai:443"),
    hash: fc.constantFrom("", "/#", "/#!"),
    end: fc.constantFrom("", "/", "//", "?from=menu", "?a=/tunnels/000000000000000000000000", "#top", "/?q=1#x"),
    around: fc.constantFrom(["", ""], [" ", "\n"], ["\t", " "], ["<", ">"], ["«", "»"], ['"', '"'], ["\u200b", ""]),
    upper: fc.boolean(),
  })
  .map(({ scheme, host, hash, end, around: [before, after], upper }) => (path: string) => {
    const link = `${scheme}${host}${hash}${path}${end}`;
    return `${before}${upper ? link.toUpperCase() : link}${after}`;
  });

describe("a link of Leeloo", () => {
  test("gives its ids, however it is spelt", () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), two, spelling, ({ kinds, path }, ids, spell) => {
        const text = spell(path(...ids));
        expect(isLeelooLink(text)).toBe(true);
        expect(idsInLink(text)).toEqual(kinds.map((kind, index) => ({ kind, id: ids[index] })));
        for (const [index, kind] of kinds.entries()) expect(readId(text, kind)).toEqual({ ok: true, id: ids[index] });
      }),
    );
  });

  test("to a chat holds two ids, each as a channel and as a person", () => {
    fc.assert(
      fc.property(fc.constantFrom("unread", "all"), two, spelling, (list, [a, b], spell) => {
        expect(idsInLink(spell(`/chats/${list}/${a}/${b}`))).toEqual([
          { kind: "account", id: a },
          { kind: "person", id: a },
          { kind: "account", id: b },
          { kind: "person", id: b },
        ]);
      }),
    );
  });

  test("holds no id where one is too short or too long", () => {
    fc.assert(
      fc.property(id, fc.constantFrom("0", "f", "z"), (a, more) => {
        expect(idsInLink(`https://app.leeloo.ai/tunnels/${a}${more}/tree`)).toEqual([]);
        expect(idsInLink(`https://app.leeloo.ai/tunnels/${a.slice(1)}/tree`)).toEqual([]);
      }),
    );
  });

  test("is told from every other text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(isLeelooLink(`?${text}`)).toBe(false);
      }),
    );
    for (const text of [
      "https://evil-leeloo.ai/tunnels/",
      "https://leeloo.ai.example",
      "https://app.leeloo.ai@evil.example",
      "{{ x }}",
    ])
      expect(isLeelooLink(text)).toBe(false);
  });
});
