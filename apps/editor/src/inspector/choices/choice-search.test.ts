import { describe, expect, test } from "vitest";
import { catalogue } from "@leeway/nodes";
import { findsByContact, serviceSearch } from "@leeway/api";

const people = catalogue.get("leeloo.person.list");
const tags = catalogue.get("leeloo.tag.list");

describe("what is typed over a list", () => {
  test.each([
    ["+380 50 111-22-33", { "filter[phone]": "+380501112233" }],
    ["0501112233", { "filter[phone]": "0501112233" }],
    [" olena@example.com ", { "filter[email]": "olena@example.com" }],
  ])("asks the service for %s", (typed, asked) => {
    expect(serviceSearch(people, typed)).toEqual(asked);
  });

  test.each(["", "Olena", "050", "olena@", "Olena 0501112233"])("is looked for in the list only: %j", (typed) => {
    expect(serviceSearch(people, typed)).toBeUndefined();
  });

  test("asks only an operation that can find by it", () => {
    expect(serviceSearch(tags, "+380501112233")).toBeUndefined();
    expect(serviceSearch(undefined, "+380501112233")).toBeUndefined();
    expect([findsByContact(people), findsByContact(tags)]).toEqual([true, false]);
  });
});
