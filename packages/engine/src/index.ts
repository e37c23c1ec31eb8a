export * from "./json.js";
export { isEqual } from "./same.js";
export * from "./text.js";
export * from "./bounds.js";
export * from "./paths.js";
export * from "./document/document.js";
export * from "./definition.js";
export type { ParamRule } from "./param-rules.js";
export * from "./failures.js";
export * from "./run/events.js";
export * from "./run/attention.js";
export * from "./run/whose-id.js";
export * from "./run/state.js";
export * from "./run/items.js";
export { handledOf } from "./run/handled.js";
export * from "./run/keys.js";
export { eventsThatMatter, itemName, rowsOf, type LogReader, type LogRow } from "./run/log-rows.js";
export * from "./run/outcome.js";
export * from "./runner.js";
export * from "./ports.js";
export { createdEvent, createdSummary, skippedSummary } from "./run/created.js";
export * from "./plan/plan.js";
export * from "./plan/ports.js";
export { partUpTo } from "./plan/part.js";
export * from "./document/problems.js";
export * from "./document/difference.js";
export { mergeDocuments, type Merged } from "./document/merge/merge.js";
export type { Choose, Conflict, RemovalConflict, Side, Subject, ValueConflict } from "./document/merge/conflict.js";
export { renameInTexts, renameSteps } from "./document/rename-steps.js";
export * from "./document/uses.js";
export * from "./document/retarget.js";
export * from "./run/fold.js";
export * from "./run/retry.js";
export * from "./run/decide.js";
export { linkOf, type Link } from "./run/course.js";
export * from "./memory/memory-run-store.js";
export * from "./memory/memory-once.js";
export * from "./memory/memory-doubts.js";
export * from "./conditions/where.js";
export * from "./conditions/evaluate.js";
export * from "./params/dates.js";
export * from "./schedule/rules.js";
export * from "./schedule/fires.js";
export * from "./schedule/catch-up.js";
export * from "./poll/read-back.js";
export * from "./poll/news.js";
export { unevenStep } from "./schedule/cron.js";
export * from "./time/sending-hours.js";
export { isZone } from "./time/zone.js";
export * from "./params/ids.js";
export { mailboxesIn } from "./params/mailboxes.js";
export { outputIdAt } from "./params/id-kinds.js";
export { whomAt, whomOf } from "./params/whom.js";
export * from "./params/size.js";
export * from "./params/visible.js";
export { isReservedName } from "./params/field-names.js";
export { needsOutputOf } from "./params/needs-output.js";
export { declaredKindOf, readDeclared } from "./params/declared.js";
export { readKind, textOf, type Kind, type Reading, type Refusal } from "./params/kinds.js";
export * from "./params/resolve.js";
export { namedBy } from "./run/named.js";
export * from "./run/scope.js";
export { ownersIn, personStep, type Owner } from "./run/person.js";
export * from "./memory/local-brakes.js";
export * from "./memory/local-wakeups.js";
export * from "./memory/local-run-feed.js";
export * from "./run/give-up.js";
export { behind, replayFrom, replayWhole, type Original, type ReplayRefusal, type Taken } from "./run/replay.js";
export { takenSteps } from "./run/taken-steps.js";
export { replayItems, type ItemsRefusal, type ItemsWish } from "./run/replay-items.js";
export {
  approvalWord,
  callWord,
  cancelWord,
  itemsWord,
  settlingAllWord,
  settlingWord,
  type Settling,
} from "./run/words.js";
export { admissionOf, limitOf } from "./run/admission.js";
export {
  lineOf,
  moveOn,
  takesPlace,
  placeFor,
  replacedBy,
  replacedError,
  replacedEvent,
  skippedEvent,
  type Lines,
  type Place,
  fill,
  linesOf,
} from "./run/line.js";
export * from "./worker/parts.js";
export * from "./worker/summary.js";
export type { Fault } from "./expressions/fault.js";
export * from "./expressions/scope.js";
export {
  evaluateTemplate,
  isTemplate,
  parseTemplate,
  type Evaluated,
  type Parsed,
  type Template,
} from "./expressions/template.js";
export * from "./expressions/references.js";
export { nearestNames } from "./expressions/nearest.js";
export { tokenize, type Token, type TokenKind } from "./expressions/tokens.js";
export { complete, type Completion, type CompletionItem } from "./expressions/complete.js";
export { functionTable } from "./expressions/table.js";
export {
  signatureOf,
  type FunctionArgument,
  type FunctionDefinition,
  type FunctionGroup,
} from "./expressions/functions/definition.js";
export * from "./limiter/retry-after.js";
export * from "./limiter/rules.js";
export { ANY_TOKEN, coldFrom } from "./limiter/pool.js";
export * from "./limiter/gate.js";
export * from "./limiter/meter.js";
export * from "./limiter/store.js";
export * from "./limiter/memory-rate-gate.js";
export * from "./worker/worker.js";
export type { Begun } from "./worker/beginning.js";
export * from "./worker/signal.js";
export { censor } from "./worker/censor.js";
export { CancelSwitch } from "./worker/cancel-switch.js";
export { GuardedCall, type CallFacts, type TicketWait } from "./worker/guarded-call.js";
