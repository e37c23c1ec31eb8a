import { DEFAULT_THEME, luminance } from "@mantine/core";
import { expect, test } from "vitest";
import { palette } from "./people.js";

test.each(palette)("white initials are read on %s", (color) => {
  const [name = "", shade = ""] = color.split(".");
  const hex = DEFAULT_THEME.colors[name]?.[Number(shade)] ?? "";
  expect(1.05 / (luminance(hex) + 0.05)).toBeGreaterThan(4.5);
});
