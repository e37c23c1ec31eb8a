import { expect, test } from "vitest";
import { itemIds } from "./item-ids.js";

test.each(["{{ constructor }}", "{{ toString.a }}", "{{ nothing }}"])(
  "a loop over %s, which names nothing that there is, tells of no ids",
  (items) => expect(itemIds(items, [], undefined)).toBeUndefined(),
);
