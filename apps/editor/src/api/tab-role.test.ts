import { beforeEach, expect, test } from "vitest";
import { hearRole, nextCall, onNewRole } from "./tab-role.js";

let workspaces = 0;
let workspace = "";
let told = 0;
let asked = 0;
beforeEach(() => {
  workspaces += 1;
  workspace = `workspace ${workspaces}`;
  [told, asked] = [0, 0];
  onNewRole(
    () => (told += 1),
    () => (asked += 1),
  );
  hearRole(workspace, "editor", nextCall());
});

test("another role than before is told once, the same one and one of another workspace are not", () => {
  hearRole(workspace, "editor", nextCall());
  expect([told, asked]).toEqual([0, 0]);
  hearRole(workspace, "viewer", nextCall());
  hearRole(workspace, "viewer", nextCall());
  expect([told, asked]).toEqual([1, 0]);
  hearRole("another", "owner", nextCall());
  hearRole(undefined, "owner", nextCall());
  hearRole("another", null, nextCall());
  expect([told, asked]).toEqual([1, 0]);
});

test("an answer that a newer one has overtaken does not set the role back: it is asked anew", () => {
  const [slow, quick] = [nextCall(), nextCall()];
  hearRole(workspace, "viewer", quick);
  hearRole(workspace, "editor", slow);
  expect([told, asked]).toEqual([1, 1]);
  // What was asked says the same: nothing changes, and nobody asks for ever.
  hearRole(workspace, "viewer", nextCall());
  expect([told, asked]).toEqual([1, 1]);
});

test("of two that were under way at once the later one may be the older: what is asked then decides", () => {
  const [first, second] = [nextCall(), nextCall()];
  hearRole(workspace, "viewer", second);
  // Made by the server when the person was an admin already, or when they were an editor still.
  hearRole(workspace, "admin", first);
  expect([told, asked]).toEqual([1, 1]);
  hearRole(workspace, "admin", nextCall());
  expect([told, asked]).toEqual([2, 1]);
});
