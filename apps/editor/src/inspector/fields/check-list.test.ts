import { describe, expect, test } from "vitest";
import type { ParamDefinition } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { ticksOf, valueOfTicks } from "./check-list.js";

function paramOf(type: string, name: string): ParamDefinition {
  const found = catalogue.get(type)?.params.find((param) => param.name === name);
  if (!found) throw new Error(`${type} has no ${name}`);
  return found;
}
const include = paramOf("leeloo.person.get", "include");
const events = paramOf("trigger.leelooEvent", "events");

describe("a list to tick", () => {
  test("shows what is sent when nothing was chosen", () => {
    expect(ticksOf(include, undefined)).toEqual({ known: ["contactedUsers", "orders"], others: [] });
    expect(ticksOf(events, undefined)).toEqual({ known: [], others: [] });
  });

  test("loses one tick and keeps the other", () => {
    const without = valueOfTicks(include, { known: ["orders"], others: [] });
    expect(without).toEqual(["orders"]);
    expect(ticksOf(include, without)).toEqual({ known: ["orders"], others: [] });
  });

  test("without a tick stays without one, and is no value where nothing is chosen anyway", () => {
    const none = valueOfTicks(include, { known: [], others: [] });
    expect(none).toEqual([]);
    expect(ticksOf(include, none).known).toEqual([]);
    expect(valueOfTicks(events, { known: [], others: [] })).toBeUndefined();
  });

  test("keeps the list's order, and what it does not offer", () => {
    const ticks = ticksOf(events, ["PAYOUT", "SALE", "ORDER", "PAYOUT", 7]);
    expect(ticks).toEqual({ known: ["ORDER", "SALE"], others: ["PAYOUT", "7"] });
    expect(valueOfTicks(events, { ...ticks, others: [" PAYOUT ", " "] })).toEqual(["ORDER", "SALE", "PAYOUT"]);
  });

  test("takes further entries by name only where the definition says so", () => {
    const lists = [...catalogue.values()].flatMap(({ type, params }) =>
      params.filter(({ kind, options }) => kind === "list" && options).map((param) => [type, param.others === true]),
    );
    expect(lists).toEqual(expect.arrayContaining([["leeloo.person.get", false]]));
    expect(lists.filter(([, others]) => others)).toEqual([["trigger.leelooEvent", true]]);
  });
});
