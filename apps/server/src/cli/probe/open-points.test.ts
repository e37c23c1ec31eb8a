import "reflect-metadata";
import { expect, test } from "vitest";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { runCommand } from "../commands.js";
import type { OpenPoint } from "./open-points.js";

const people = [
  { id: "p1", tags: ["VIP"] },
  { id: "p2", tags: ["VIP", "a, b", "New & old"] },
  { id: "p3", tags: [] },
];
const ids: Record<string, string> = { t1: "VIP", t2: "New & old" };
type Person = (typeof people)[number];
type Filter = (person: Person, query: URLSearchParams) => boolean;
const all = (person: Person, names: readonly string[]) => names.every((name) => person.tags.includes(name));
const split = (text: string | null) => (text === null ? [] : text.split(","));
const byNames: Filter = (person, query) => all(person, split(query.get("filter[tags]")));

/** What the probe finds of a Leeloo that filters people so; `refuses` is answered with a status that is no success. */
async function found(filter: Filter, given = people, refuses: (query: URLSearchParams) => boolean = () => false) {
  const methods = new Set<string>();
  const far = createServer((request, response) => {
    methods.add(request.method ?? "");
    const { pathname, searchParams } = new URL(request.url ?? "", "http://far");
    const tags = Object.entries(ids).map(([id, name]) => ({ id, name }));
    const data =
      pathname === "/tags" ? tags : pathname === "/people" ? given.filter((one) => filter(one, searchParams)) : [];
    response.writeHead(pathname === "/people" && refuses(searchParams) ? 422 : 200, {
      "content-type": "application/json",
    });
    response.end(JSON.stringify({ status: 1, data }));
  }).listen(0, "127.0.0.1");
  await new Promise((ready) => far.once("listening", ready));
  const said: string[] = [];
  await runCommand(
    ["leeloo", "probe", "--json", "--base-url", `http://127.0.0.1:${(far.address() as AddressInfo).port}`],
    {
      env: { LEELOO_TOKEN: "real-token-4711" },
      readInput: () => "",
      print: (text) => said.push(text),
      complain: (text) => said.push(text),
      note: (text) => said.push(text),
    },
  );
  far.closeAllConnections();
  far.close();
  expect([...methods]).toEqual(["GET"]);
  const { openPoints } = JSON.parse(said.join("\n")) as { openPoints: OpenPoint[] };
  return Object.fromEntries(openPoints.map((one) => [one.point, one]));
}

test.each<[string, Filter, object]>([
  ["names, comma-separated", byNames, { differs: false }],
  [
    "ids, not names",
    (person, query) =>
      all(
        person,
        split(query.get("filter[tags]")).map((id) => ids[id] ?? "?"),
      ),
    { differs: true },
  ],
  ["neither the name of a tag nor its id", (_, query) => !query.has("filter[tags]"), { differs: true }],
  ["not looked at: a tag that nobody has finds people too", () => true, { differs: true }],
  [
    "names, each with a key filter[tags][] of its own",
    (person, query) =>
      all(person, [
        ...query.getAll("filter[tags][]"),
        ...(query.has("filter[tags]") ? [query.get("filter[tags]") ?? ""] : []),
      ]),
    { differs: true },
  ],
  [
    "one name only",
    (person, query) =>
      !query.has("filter[tags][]") && all(person, query.has("filter[tags]") ? [query.get("filter[tags]") ?? ""] : []),
    { differs: true },
  ],
])("filter[tags] is found to be: %s", async (expected, filter, more) => {
  expect((await found(filter))["filter[tags]"]).toEqual({
    point: "filter[tags]",
    decided: "names, comma-separated",
    found: expected,
    ...more,
  });
});

test("of tags that nobody has, or has two of, nothing is claimed", async () => {
  const [one, , none] = people;
  if (!one || !none) throw new Error("no people");
  expect((await found(byNames, [none]))["filter[tags]"]).toMatchObject({
    found: expect.stringMatching(/^not asked/),
    differs: false,
  });
  expect((await found(byNames, [one]))["filter[tags]"]).toMatchObject({
    found: expect.stringMatching(/^names; several not asked/),
    differs: false,
  });
});

test("filter[last_message] is found to be needed where Leeloo refuses to list without it", async () => {
  const refuses = (query: URLSearchParams) => !query.has("filter[last_message][from]");
  expect((await found(byNames))["filter[last_message]"]).toMatchObject({ found: "not needed", differs: false });
  expect((await found(byNames, people, refuses))["filter[last_message]"]).toMatchObject({
    found: "needed (HTTP 422)",
    differs: false,
  });
  expect((await found(byNames, people, (query) => query.has("filter[tags]")))["filter[tags]"]).toMatchObject({
    found: "HTTP 422",
    differs: true,
  });
});
