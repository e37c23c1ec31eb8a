import { expect, test } from "vitest";
import { pageTitle } from "./page-title.js";

test("an answer is no web page where it only mentions one", () =>
  expect(pageTitle("see <html> below")).toBeUndefined());
