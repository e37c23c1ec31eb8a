import { expect, test } from "vitest";
import { zoneInWords, zones } from "./zones.js";

const winter = new Date("2026-01-15T12:00:00Z");

test("a zone tells its offset at the moment, in winter and in summer", () => {
  expect(zoneInWords("Europe/Kyiv", winter)).toBe("Europe/Kyiv · UTC+2");
  expect(zoneInWords("Europe/Kiev", new Date("2026-07-15T12:00:00Z"))).toBe("Europe/Kyiv · UTC+3");
  expect(zoneInWords("Asia/Kolkata", winter)).toBe("Asia/Kolkata · UTC+5:30");
  expect(zoneInWords("UTC", winter)).toBe("UTC");
});

test("the list holds the zone in use by its name, once, and UTC first", () => {
  const list = zones(["Europe/Kyiv"], winter).map(({ value }) => value);
  expect(list[0]).toBe("UTC");
  expect(list.filter((value) => value === "Europe/Kyiv")).toEqual(["Europe/Kyiv"]);
  expect(list).toContain("America/New_York");
});

test("a zone in use under an old name keeps it, and is shown once, under its name of today", () => {
  const list = zones(["Europe/Kiev"], winter).filter(({ label }) => label.includes("Ky") || label.includes("Kiev"));
  expect(list).toEqual([{ value: "Europe/Kiev", label: "Europe/Kyiv · UTC+2" }]);
});

test("a zone that does not exist is not offered", () => {
  expect(zones(["Mars/Olympus"], winter).map(({ value }) => value)).not.toContain("Mars/Olympus");
});
