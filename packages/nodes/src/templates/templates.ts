import { leadForm } from "./lead-form.js";
import { missedCall } from "./missed-call.js";
import { newSubscriber } from "./new-subscriber.js";
import { paidOrder } from "./paid-order.js";
import { siteOrder } from "./site-order.js";
import type { WorkflowTemplate } from "./template.js";
import { unpaidOrder } from "./unpaid-order.js";

/** Workflows to begin with, in the order of the gallery. */
export const templates: readonly WorkflowTemplate[] = [
  siteOrder,
  paidOrder,
  newSubscriber,
  missedCall,
  leadForm,
  unpaidOrder,
];

export { templateDocument, withAnswers, type WorkflowTemplate } from "./template.js";
