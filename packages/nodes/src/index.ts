import type { Catalogue, NodeDefinition } from "@leeway/engine";
import { httpRequest } from "./http/request.node.js";
import { leelooOperations } from "./leeloo/operations.js";
import { codeNode } from "./logic/code.node.js";
import { eachNode } from "./logic/each.node.js";
import { ifNode } from "./logic/if.node.js";
import { mergeNode } from "./logic/merge.node.js";
import { onceNode } from "./logic/once.node.js";
import { respondNode } from "./logic/respond.node.js";
import { setNode } from "./logic/set.node.js";
import { stopNode } from "./logic/stop.node.js";
import { switchNode } from "./logic/switch.node.js";
import { waitNode } from "./logic/wait.node.js";
import { workflowNode } from "./logic/workflow.node.js";
import { emailMessageSend, emailServerCheck } from "./email/email.node.js";
import { accountCheck, columnList, sheetList } from "./google-sheets/lists.node.js";
import { rowAppend, rowRead, rowUpdate } from "./google-sheets/rows.node.js";
import { telegramBotGet, telegramChatList } from "./telegram/lists.node.js";
import { telegramMessageSend } from "./telegram/message.send.node.js";
import { errorTrigger } from "./triggers/error.node.js";
import { formTrigger } from "./triggers/form.node.js";
import { leelooEvent } from "./triggers/leeloo-event.node.js";
import { leelooPoll } from "./triggers/leeloo-poll.node.js";
import { manual } from "./triggers/manual.node.js";
import { scheduleTrigger } from "./triggers/schedule.node.js";
import { webhook } from "./triggers/webhook.node.js";
import { workflowTrigger } from "./triggers/workflow.node.js";

/** Every node type this Leeway knows, in the order of the palette. */
export const definitions: readonly NodeDefinition[] = [
  webhook,
  formTrigger,
  leelooEvent,
  leelooPoll,
  scheduleTrigger,
  manual,
  workflowTrigger,
  errorTrigger,
  ifNode,
  switchNode,
  eachNode,
  waitNode,
  onceNode,
  setNode,
  mergeNode,
  codeNode,
  workflowNode,
  respondNode,
  stopNode,
  httpRequest,
  emailMessageSend,
  emailServerCheck,
  telegramMessageSend,
  telegramChatList,
  telegramBotGet,
  rowAppend,
  rowRead,
  rowUpdate,
  sheetList,
  columnList,
  accountCheck,
  ...leelooOperations,
];

/** Every definition by its type. */
export const catalogue: Catalogue = new Map(definitions.map((definition) => [definition.type, definition]));

export { describeCall } from "./describe-call.js";
export type { Sign } from "./http/describe.js";
export { hasMore, totalOf } from "./leeloo/page.js";
export { firstDays, pollOutput, pollSource, type PollSource } from "./leeloo/poll-sources.js";
export { formFieldsOf, type FormField, type FormFieldKind } from "./triggers/form-fields.js";
export { millisecondsOf } from "./logic/time-units.js";
export { demoIds, demoOrder, demoPayload, demoVariables, demoWorkflow } from "./demo.js";
