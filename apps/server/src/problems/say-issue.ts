import { fieldFaults, sayFieldFault, type FieldFault } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { z } from "zod";

export type Issue = z.core.$ZodIssue;

/**
 * Lets a schema's own messages stand and leaves every other one blank, to be said in the reader's language when it is
 * known; the input is kept, since "missing" and "of another kind" differ by it alone.
 */
export const unsaid = { error: () => "", reportInput: true } as const;

const locales: Record<Locale, z.core.$ZodErrorMap> = {
  en: z.locales.en().localeError,
  uk: z.locales.uk().localeError,
  ru: z.locales.ru().localeError,
};

/** An issue of a check that was made with `unsaid`: what to put right, as a sentence for people. */
export function sayIssue(issue: Issue, locale: Locale): string {
  const own = issue.message;
  if (own !== "") return isFault(own) ? sayFieldFault(own, {}, locale) : own;
  const known = faultOf(issue);
  if (known) return sayFieldFault(known.fault, known.values, locale);
  const said = locales[locale](issue as z.core.$ZodRawIssue);
  return (typeof said === "string" ? said : said?.message) ?? sayFieldFault("wrong", {}, locale);
}

interface Fault {
  fault: FieldFault;
  values: Record<string, string | number>;
}

const isFault = (text: string): text is FieldFault => (fieldFaults as readonly string[]).includes(text);
const plain = (fault: FieldFault): Fault => ({ fault, values: {} });

const formats: Record<string, Fault | undefined> = {
  email: plain("email"),
  url: plain("url"),
  regex: plain("pattern"),
};

/** Undefined: too rare for words of our own. */
function faultOf(issue: Issue): Fault | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? plain("missing") : kind(issue.expected);
    case "invalid_value":
      if (issue.input === undefined) return plain("missing");
      return { fault: "choice", values: { choices: issue.values.map(String).join(", ") } };
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_format":
      return formats[issue.format];
    case "unrecognized_keys":
      return { fault: "unknown", values: { keys: issue.keys.join(", ") } };
    case "invalid_union":
      return ofUnion(issue);
    case "custom":
      return plain("wrong");
    default:
      return undefined;
  }
}

function kind(expected: string): Fault {
  const word = expected === "int" ? "integer" : expected === "record" ? "object" : expected;
  return { fault: "kind", values: { expected: word } };
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): Fault {
  const count = Number(minimum);
  if (origin === "string") return count === 1 ? plain("empty") : { fault: "tooShort", values: { count } };
  if (origin === "array" || origin === "set") return { fault: "tooFew", values: { count } };
  return { fault: inclusive ? "tooSmall" : "notAbove", values: { count } };
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): Fault {
  const count = Number(maximum);
  if (origin === "string") return { fault: "tooLong", values: { count } };
  if (origin === "array" || origin === "set") return { fault: "tooMany", values: { count } };
  return { fault: inclusive ? "tooBig" : "notBelow", values: { count } };
}

/** What is wrong with the kind that was meant: the one of whose value more than its kind is wrong. */
function ofUnion({ errors, input }: z.core.$ZodIssueInvalidUnion): Fault {
  if (input === undefined) return plain("missing");
  const here = errors.flat().filter(({ path }) => path.length === 0);
  const meant = here.find(({ code }) => code !== "invalid_type" && code !== "invalid_value");
  if (!meant) return plain("wrong");
  return isFault(meant.message) ? plain(meant.message) : (faultOf(meant) ?? plain("wrong"));
}
