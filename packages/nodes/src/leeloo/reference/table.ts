import { channelOperations } from "./channels.table.js";
import type { ReferenceOperation } from "./operation.js";
import { peopleOperations } from "./people.table.js";
import { salesOperations } from "./sales.table.js";

/** All that the reference describes. */
export const referenceOperations: readonly ReferenceOperation[] = [
  ...peopleOperations,
  ...channelOperations,
  ...salesOperations,
];
