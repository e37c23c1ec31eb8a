import { expect, test } from "vitest";
import { Presence, STAYS_MS } from "./presence.js";

const olena = { id: "u1", name: "Olena", role: "owner" as const };
const ivan = { id: "u2", name: "Ivan", role: "viewer" as const };
const at = (user: typeof olena | typeof ivan, step: string | null = null, workflowId = "w") => ({
  workflowId,
  user,
  step,
  welcome: () => true,
});

test("somebody is there once however many tabs they have, with the steps of all, the latest first", () => {
  const presence = new Presence();
  presence.beat("tab-1", at(olena, "a"), 0);
  presence.beat("tab-2", at(olena, "b"), 1);
  presence.beat("tab-3", at(olena, "b"), 2);
  presence.beat("tab-4", at(ivan), 3);
  presence.beat("tab-5", at(ivan, "c", "other"), 4);
  expect(presence.people("w")).toEqual([
    { ...ivan, tabs: 1, steps: [] },
    { ...olena, tabs: 3, steps: ["b", "a"] },
  ]);
});

test("only what others would see is news: that somebody comes, chooses another step, has another role, goes", () => {
  const presence = new Presence();
  expect(presence.beat("tab-1", at(ivan), 0)).toBe(true);
  expect(presence.beat("tab-1", at(ivan), 1)).toBe(false);
  expect(presence.beat("tab-1", at(ivan, "a"), 2)).toBe(true);
  expect(presence.beat("tab-1", { ...at(ivan, "a"), user: { ...ivan, role: "owner" } }, 3)).toBe(true);
  expect(presence.leave("tab-1", "w", "u1")).toBe(false);
  expect(presence.leave("tab-1", "w", "u2")).toBe(true);
  expect(presence.people("w")).toEqual([]);
});

test("a tab that is silent is forgotten in the end, the one that speaks is not", () => {
  const presence = new Presence();
  presence.beat("tab-1", at(olena), 0);
  presence.beat("tab-2", at(ivan), 0);
  presence.beat("tab-2", at(ivan), 10);
  expect(presence.sweep(STAYS_MS - 1)).toEqual(new Set());
  expect(presence.sweep(STAYS_MS)).toEqual(new Set(["w"]));
  expect(presence.people("w")).toMatchObject([{ name: "Ivan" }]);
});

test("tabs are bounded: of one person's the one that was silent longest gives way, and so of all", () => {
  const presence = new Presence(100);
  for (let tab = 0; tab < 12; tab += 1) presence.beat(`tab-${tab}`, at(olena, `s${tab}`), tab);
  expect(presence.people("w")).toMatchObject([{ tabs: 10, steps: expect.not.arrayContaining(["s0", "s1"]) }]);
  for (let person = 0; person < 150; person += 1)
    presence.beat("tab-1", at({ ...ivan, id: `u${person}` }, null, `w${person}`), person);
  expect(presence.size).toBe(100);
  expect(presence.people("w149")).toHaveLength(1);
});

test("who may not be there any more is forgotten at once, and only they", () => {
  const presence = new Presence();
  let welcome = true;
  presence.beat("tab-1", { ...at(ivan), welcome: () => welcome }, 0);
  presence.beat("tab-2", at(olena), 0);
  expect([...presence.dismiss()]).toEqual([]);
  welcome = false;
  expect([[...presence.dismiss()], presence.people("w").map(({ name }) => name)]).toEqual([["w"], ["Olena"]]);
});
