import { abandonedForm } from "./abandoned-form.js";
import { bulkToTag } from "./bulk-to-tag.js";
import { dailySales } from "./daily-sales.js";
import { leadForm } from "./lead-form.js";
import { missedCall } from "./missed-call.js";
import { newSubscriber } from "./new-subscriber.js";
import { orderStatus } from "./order-status.js";
import { paidOrder } from "./paid-order.js";
import { payment } from "./payment.js";
import { siteOrder } from "./site-order.js";
import { subscriberRow } from "./subscriber-row.js";
import type { WorkflowTemplate } from "./template.js";
import { unpaidOrder } from "./unpaid-order.js";

/** Workflows to begin with, in the order of the gallery. */
export const templates: readonly WorkflowTemplate[] = [
  siteOrder,
  payment,
  paidOrder,
  newSubscriber,
  bulkToTag,
  dailySales,
  subscriberRow,
  orderStatus,
  abandonedForm,
  missedCall,
  leadForm,
  unpaidOrder,
];

export {
  serviceOf,
  templateDocument,
  withAnswers,
  type TemplateCredentials,
  type WorkflowTemplate,
} from "./template.js";
