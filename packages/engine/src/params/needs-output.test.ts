import { expect, test } from "vitest";
import { needsOutputOf } from "./needs-output.js";

test.each([
  ["{{ steps.order.id }}", true],
  ["for {{ steps.order.data.id | upper }}", true],
  ["{{ steps.order?.id }}", false],
  ["{{ steps.order ?? 'none' }}", false],
  ["{{ steps.orders.id }}", false],
  ["{{ steps.order?.id }} {{ steps.order.id }}", true],
  ["steps", false],
])("%s needs what the step has answered: %s", (text, needs) =>
  expect(needsOutputOf(JSON.stringify({ text }), "order")).toBe(needs),
);
