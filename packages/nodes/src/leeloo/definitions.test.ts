import { describe, expect, test } from "vitest";
import type { IdKind, Json, OptionsSource, ParamDefinition } from "@leeway/engine";
import { catalogue } from "../index.js";
import { leelooOperations } from "./operations.js";

/** What stands at a path of a sample, `[]` and `[0]` being each and the first entry of a list. */
function found(value: Json | undefined, path: string): Json[] {
  let here: Json[] = value === undefined ? [] : [value];
  for (const part of path.match(/\[\d*\]|[^.[\]]+/g) ?? [])
    here = here.flatMap((one): Json[] => {
      if (part.startsWith("[")) return Array.isArray(one) ? (part === "[]" ? one : one.slice(0, 1)) : [];
      if (typeof one !== "object" || one === null || Array.isArray(one) || !Object.hasOwn(one, part)) return [];
      return one[part] === undefined ? [] : [one[part]];
    });
  return here;
}

/** Every id in a sample, by path. */
function* idsIn(value: Json, path = ""): Generator<string> {
  if (typeof value === "string" && /^[0-9a-f]{24}$/.test(value)) yield path;
  else if (Array.isArray(value)) for (const one of value) yield* idsIn(one, `${path}[]`);
  else if (typeof value === "object" && value !== null)
    for (const [key, one] of Object.entries(value)) yield* idsIn(one, path === "" ? key : `${path}.${key}`);
}

/** Kinds that Leeloo has no list of: only a pasted link or an expression leads to them. */
const withoutList: IdKind[] = ["offer", "paymentCredits", "tunnelBlock"];
/** Ids of things that no operation asks for. */
const nowhereAskedFor: Record<string, string[]> = {
  "leeloo.message.list": ["data[].id"],
  "leeloo.person.get": ["data.subscribeHistory[].trafficSourceId"],
  "leeloo.channel.getPerson": ["data.subscribeHistory[].trafficSourceId"],
  "leeloo.trafficSource.create": ["data.company_id", "data.resubscribe_button_id", "data.id"],
  "leeloo.person.addComment": ["data.company_id", "data.id"],
  "leeloo.call.create": ["data.company_id", "data.telephone_connection_id", "data.id"],
};

const withColumns = (params: readonly ParamDefinition[]): ParamDefinition[] =>
  params.flatMap((param) => [param, ...withColumns(param.columns ?? [])]);

function pathsOf({ items, value, label }: OptionsSource, sample: Json): Json[][] {
  const [entry] = found(sample, `${items}[0]`);
  return [found(entry, value), found(entry, label)];
}

describe.each(leelooOperations.map((definition) => [definition.type, definition] as const))(
  "%s",
  (type, definition) => {
    const params = withColumns(definition.params);

    test("explains every field", () => {
      expect(params.filter(({ help }) => help === undefined).map(({ name }) => name)).toEqual([]);
    });

    test("needs no JSON written by hand", () => {
      expect(params.filter(({ kind }) => kind === "json")).toEqual([]);
    });

    test("offers a list for every id that Leeloo has one of, and says what kind each id is", () => {
      for (const { name, kind, idKind, optionsFrom } of params) {
        if (kind === "id") expect([name, idKind]).toEqual([name, expect.any(String)]);
        if (idKind) expect([name, optionsFrom !== undefined]).toEqual([name, !withoutList.includes(idKind)]);
      }
    });

    test("takes choices from where the list's sample has them, of the kind that is asked for", () => {
      for (const { idKind, optionsFrom } of params) {
        if (!optionsFrom) continue;
        const source = catalogue.get(optionsFrom.nodeType);
        if (!source) throw new Error(`no ${optionsFrom.nodeType}`);
        const [values, labels] = pathsOf(optionsFrom, source.sample);
        expect([values, labels]).toEqual([[expect.any(String)], [expect.any(String)]]);
        const path = `${optionsFrom.items}[].${optionsFrom.value.replace(/\[\d+\]/g, "[]")}`;
        expect(source.ids?.[path]?.idKind).toBe(idKind);
        for (const part of (optionsFrom.detail ?? []).flatMap((one) => one.split(" ")))
          expect([part, found(source.sample, `${optionsFrom.items}[0].${part}`).length]).toEqual([part, 1]);
        const asked = source.params.map(({ name }) => name);
        expect(Object.keys(optionsFrom.from ?? {}).filter((name) => !asked.includes(name))).toEqual([]);
      }
    });

    test("tells the meaning of every id in its sample, and the name beside it", () => {
      const named = Object.entries(definition.ids ?? {});
      expect(named.map(([path]) => path).toSorted()).toEqual(
        [...new Set(idsIn(definition.sample))].filter((path) => !nowhereAskedFor[type]?.includes(path)).toSorted(),
      );
      for (const [path, { label }] of named)
        if (label !== undefined)
          expect([label, found(definition.sample, label).length]).toEqual([
            label,
            found(definition.sample, path).length,
          ]);
    });

    test("says whose step it is where it is about one person, and where that person's fields stand", () => {
      const { person = {}, sample } = definition;
      const one = (idKind: IdKind) => params.find((param) => param.kind === "id" && param.idKind === idKind)?.name;
      const ids = definition.ids ?? {};
      // A message goes to whoever has the channel, a manager too: it neither reads nor writes the person.
      const talks = /^leeloo\.(message|call)\./.test(definition.type);
      const channel = talks ? undefined : one("account");
      expect([person.idParam, person.channelParam]).toEqual([one("person"), channel]);
      const told = Object.keys(ids).find((path) => ids[path]?.idKind === "person" && !path.includes("[]"));
      // A comment's answer repeats the person that it was sent.
      if (person.idParam === undefined || person.customFields !== undefined) expect(person.id).toBe(told);
      const read = found(sample, "data.custom_fields").length > 0 ? "data.custom_fields" : undefined;
      expect(person.customFields).toBe(read);
      expect(person.customFieldsParam).toBe(params.find(({ kind }) => kind === "customFields")?.name);
      if (person.channels !== undefined) expect(ids[person.channels]?.idKind).toBe("account");
      expect(person.channels !== undefined).toBe(person.id !== undefined);
    });

    test("tells whose channel is whose where it lists people or channels with both ids", () => {
      const ids = Object.entries(definition.ids ?? {});
      const each = (idKind: IdKind) =>
        ids.find(([path, id]) => id.idKind === idKind && path.startsWith("data[]."))?.[0].slice("data[].".length);
      const [person, channels] = [each("person"), each("account")];
      const both = person !== undefined && channels !== undefined;
      expect(definition.owners).toEqual(both ? { items: "data", person, channels } : undefined);
    });

    test("reads page by page exactly where it takes limit and offset", () => {
      const asked = (name: string) => params.some((param) => param.name === name);
      const { list } = definition.request ?? {};
      for (const name of ["limit", "offset", "pages", "pageCount", "maxEntries"])
        expect([name, asked(name)]).toEqual([name, list !== undefined]);
      if (list) expect(found(definition.sample, list.items)).toEqual([expect.any(Array)]);
    });
  },
);

test("people, channels and orders, whose names are often the same, are told apart by a second line", () => {
  const kinds: (IdKind | undefined)[] = ["person", "account", "order"];
  for (const { type, params } of leelooOperations)
    for (const { idKind, optionsFrom } of params)
      if (optionsFrom && kinds.includes(idKind)) expect([type, optionsFrom.detail]).toEqual([type, expect.any(Array)]);
});

test("tags may be named where an id of a tag is asked for, and nothing else may", () => {
  const byName = leelooOperations.flatMap(({ type, params }) =>
    params.filter((param) => param.byName).map(({ name }) => `${type} ${name}`),
  );
  expect(byName.toSorted()).toEqual([
    "leeloo.person.addSms tags",
    "leeloo.person.addTag tag_id",
    "leeloo.person.removeTag tag_id",
  ]);
});
