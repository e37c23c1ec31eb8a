import { describe, expect, test } from "vitest";
import type { OutputId } from "@leeway/engine";
import { besideIn, idAt, knownIn } from "./known-ids.js";

const ids: Record<string, OutputId> = {
  "data[].id": { idKind: "person", label: "data[].name" },
  "data[].accounts[].account_id": { idKind: "account", label: "data[].name" },
  "data[].tags[]": { idKind: "tag" },
};
const output = {
  data: [
    { id: "p1", name: "Olena", accounts: [{ account_id: "c1" }], tags: [] },
    { id: "p2", name: " ", accounts: [{ account_id: "c2" }, { account_id: "c3" }], tags: ["t1"] },
  ],
};

describe("an id of an output", () => {
  test("is told by its place, with the name that stands beside it", () => {
    expect(idAt(ids, output, ["data", 0, "id"])).toEqual({ idKind: "person", label: "Olena" });
    expect(idAt(ids, output, ["data", 0, "accounts", 0, "account_id"])).toEqual({ idKind: "account", label: "Olena" });
    expect(idAt(ids, output, ["data", 1, "tags", 0])).toEqual({ idKind: "tag" });
  });

  test("has no name where none is written, and other places are no ids", () => {
    expect(idAt(ids, output, ["data", 1, "id"])).toEqual({ idKind: "person" });
    expect(idAt(ids, output, ["data", 9, "id"])).toEqual({ idKind: "person" });
    expect(idAt(ids, output, ["data", 0, "name"])).toBeUndefined();
    expect(idAt(ids, output, ["constructor"])).toBeUndefined();
    expect(idAt(undefined, output, ["data", 0, "id"])).toBeUndefined();
  });

  test("is found wherever it stands", () => {
    expect(knownIn(ids, output, "c1")).toEqual([{ idKind: "account", label: "Olena" }]);
    expect(knownIn(ids, output, "c3")).toEqual([{ idKind: "account" }]);
    expect(knownIn(ids, output, "nobody")).toEqual([]);
    expect(knownIn({ "[].id": { idKind: "user" } }, [{ id: "u" }], "u")).toEqual([{ idKind: "user" }]);
  });

  test("leads to what belongs to the same entry, and not to another's", () => {
    expect(besideIn(ids, output, "p1", "account")).toEqual(["c1"]);
    expect(besideIn(ids, output, "p2", "account")).toEqual(["c2", "c3"]);
    expect(besideIn(ids, output, "c3", "person")).toEqual(["p2"]);
    expect(besideIn(ids, output, "nobody", "account")).toEqual([]);
    expect(besideIn(undefined, output, "p1", "account")).toEqual([]);
    const made: Record<string, OutputId> = { "data.id": { idKind: "account" }, "data.person_id": { idKind: "person" } };
    expect(besideIn(made, { data: { id: "c", person_id: "p" } }, "p", "account")).toEqual(["c"]);
  });
});
