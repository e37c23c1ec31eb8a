import type { IdKind, ProblemCode, StepErrorCode } from "@leeway/engine";
import type { AuditAction } from "../audit.js";
import type { Permission, Role } from "../permissions.js";
import type { HttpProblemCode } from "../problems.js";

/**
 * One sentence, or several from the most to the least telling: the first one whose values are all known is said. The
 * last needs no value (a test holds that), so there is always something to say. ICU message syntax.
 */
export type Sentence = string | readonly [string, ...string[]];

/** What happened and why, and what to do about it. */
interface StepErrorText {
  message: Sentence;
  hint: Sentence;
}
interface HttpProblemText {
  title: string;
  detail: Sentence;
}

/**
 * The texts of a table whose codes begin so: a topic's file has every text of it, and none of another.
 */
export type Topic<Table, Beginning extends string> = {
  [Code in keyof Table as Code extends Beginning | `${Beginning}.${string}` ? Code : never]: Table[Code];
};

/** Everything the server says in one language. A code without a text is a compile error. */
export interface Catalogue {
  stepErrors: Record<StepErrorCode, StepErrorText>;
  problems: Record<ProblemCode, Sentence>;
  httpProblems: Record<HttpProblemCode, HttpProblemText>;
  fieldFaults: Record<FieldFault, Sentence>;
  /** On pages of forms, beside what their authors wrote. */
  formPage: Record<FormPageText, Sentence>;
  /** Instead of a step's hint, where a person waits for the call: a test of a credential, the choices of a picker. */
  askedHints: Record<AskedCode, Sentence>;
  /** What is written to people when a workflow fails and works again. */
  notices: Record<NoticeText, string>;
  /** What the server itself writes to a person. */
  letters: Record<LetterText, string>;
  /** What was done, in the audit log. */
  audit: Record<AuditAction, Sentence>;
  roles: Record<Role, string>;
  /** What a role may not, as it stands in a refusal. */
  permissions: Record<Permission, string>;
  /** Kinds of value, as `expected` names them. */
  kinds: Record<KindWord, string>;
  /** What an id names, and what a pasted link may be instead of one. */
  idKinds: Record<IdKind | "chat" | "link", string>;
  /** An id of each kind, as the object or the predicate of a sentence. */
  idsOf: Record<IdKind, string>;
  /** A cell of a param with rows, and one entry of a list. */
  rowPlace: string;
  entryPlace: string;
  /** `{place}` is a step's name, `{text}` what is said of it. */
  at: string;
  /** Thousands of kilobytes. */
  megabytes: string;
}

/** Subject and text of each letter. */
export type LetterText = "resetSubject" | "resetText" | "invitationSubject" | "invitationText";

/** The parts of a notice. */
export type NoticeText =
  | "failed"
  | "attention"
  | "digest"
  | "recovered"
  | "test"
  | "since"
  | "times"
  | "missed"
  | "openRun"
  | "openRuns"
  | "missedOrders"
  | "missedOrdersText"
  | "openEvents"
  | "testText"
  | "why";

/** Failures whose hint speaks of a step that runs again or waits. */
type AskedCode =
  | `request.${"notSent" | "cutOff" | "timeout" | "status"}`
  | `service.${"notFound" | "rejected" | "saidNo" | "down" | "limited"}`;

/** What pages of forms say by themselves. */
type FormPageText =
  | "send"
  | "required"
  | "optional"
  | "choose"
  | "thanks"
  | "check"
  | "again"
  | "otherPage"
  | "tooFast"
  | "tooOften"
  | "missing"
  | "consent"
  | "phone"
  | "email"
  | "number"
  | "date"
  | "choice"
  | "file"
  | "tooLong"
  | "tooLarge"
  | "busy"
  | "gone"
  | "failed"
  | "preview"
  | "emptyField";

/**
 * What may be wrong with one field of a request. A schema's own message that is one of these is said in the reader's
 * language, e.g. `.regex(…, "host")`.
 */
export const fieldFaults = [
  "missing",
  "kind",
  "empty",
  "tooShort",
  "tooLong",
  "tooFew",
  "tooMany",
  "tooSmall",
  "tooBig",
  "notAbove",
  "notBelow",
  "email",
  "url",
  "pattern",
  "choice",
  "unknown",
  "wrong",
  "valueName",
  "host",
  "header",
  "botToken",
  "sender",
  "serviceAccountKey",
  "plainUrl",
  "ownAddress",
  "timezone",
  "past",
  "ofRuns",
  "ofPerson",
  "workspaceFile",
  "newerFile",
  "secretInFile",
  "twice",
  "notInFile",
  "oneItem",
  "onlyOrUpTo",
  "triesDraft",
] as const;
export type FieldFault = (typeof fieldFaults)[number];

/** Words for what was expected or found; any other text is said as it is. */
export const kindWords = [
  "text",
  "longText",
  "string",
  "number",
  "integer",
  "boolean",
  "choice",
  "date",
  "dateTime",
  "dateRange",
  "phone",
  "email",
  "url",
  "id",
  "json",
  "object",
  "keyValues",
  "fields",
  "fieldName",
  "timeOfDay",
  "timezone",
  "ipRange",
  "webOrigin",
  "pathName",
  "webhookSecret",
  "list",
  "array",
  "null",
  "missing",
  "where",
  "cases",
  "rows",
  "customFields",
  "schedule",
  "leelooToken",
  "telegramBot",
  "smtp",
  "googleServiceAccount",
  "googleOAuth",
  "httpBearer",
  "httpBasic",
  "httpHeader",
] as const;
export type KindWord = (typeof kindWords)[number];
