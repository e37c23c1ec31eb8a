import type { Catalogue, Topic } from "../../texts.js";

const openField = "Nothing was sent. Open the step and correct the field.";

/** What was written into a field, and what it came to, in English. */
export const values: Topic<Catalogue["stepErrors"], "expression" | "param" | "params" | "choice" | "id"> = {
  "expression.syntax": {
    message: [
      "The formula in “{field}” cannot be read: something is wrong at character {position}.",
      "A formula cannot be read: it is not written as one.",
    ],
    hint: "Open the step: the place is marked. Often a bracket or a quotation mark is missing.",
  },
  "expression.missing": {
    message: [
      "“{field}” uses {path}, but there is no such value in this run.",
      "The formula uses {path}, but there is no such value in this run.",
      "A formula uses a value that does not exist in this run.",
    ],
    hint: [
      'Did you mean {suggestion}? If the value may be absent, give a replacement: {path} ?? "…".',
      "Pick the value from the list again. If it may be absent, give a replacement for it after ??.",
    ],
  },
  "expression.unknownName": {
    message: [
      "“{field}” uses the name {name}, which does not exist.",
      "The formula uses the name {name}, which does not exist.",
      "A formula uses a name that does not exist.",
    ],
    hint: ["Did you mean {suggestion}?", "Pick the value from the list of data in the field."],
  },
  "expression.unknownFunction": {
    message: ["There is no function {name}.", "A formula uses a function that does not exist."],
    hint: ["Did you mean {suggestion}?", "Choose a function from the list that opens after | in the field."],
  },
  "expression.argument": {
    message: [
      "The function {function} cannot work with what it was given: {expected} is needed.",
      "The function {function} cannot work with what it was given.",
      "A function in the formula cannot work with what it was given.",
    ],
    hint: "Check the value in the last run and the example beside the function.",
  },
  "expression.type": {
    message: [
      "{found, select, infinity {The formula comes to no number: something is divided by zero, or the result is too large.} other {The formula expected {expected} but got {found}.}}",
      "The formula expected {expected} but got another kind of value.",
      "The formula met a value of another kind than it needs.",
    ],
    hint: [
      "{found, select, infinity {Look at the values in the last run: which of them is zero, and what is to come then?} other {Look at the value in the last run; a function can turn it into the kind you need.}}",
      "Look at the value in the last run; a function can turn it into the kind you need.",
    ],
  },
  "expression.budget": {
    message: [
      "{limit, select, depth {The formula is nested too deeply: at most {most} levels are possible.} other {The formula works with too much data and was stopped.}}",
      "The formula works with too much data and was stopped.",
    ],
    hint: "Make the formula simpler, or work with a smaller list.",
  },
  "param.required": {
    message: [
      "The field “{field}” is required, but its value was empty in this run.",
      "A required field was empty in this run.",
    ],
    hint: "Nothing was sent. Fill in the field, or give a value for when the data is missing.",
  },
  "param.type": {
    message: [
      "The field “{field}” has the value “{value}”, but {expected} is needed.",
      "The field “{field}” has the wrong kind of value: {expected} is needed.",
      "A field has the wrong kind of value.",
    ],
    hint: openField,
  },
  "param.choice": {
    message: [
      "The field “{field}” has the value “{value}”, but only these are possible: {options}.",
      "The field “{field}” has the value “{value}”, which is none of the choices.",
      "A field has a value that is none of the choices.",
    ],
    hint: "Nothing was sent. Choose one of the values the field offers.",
  },
  "param.format": {
    message: [
      "The link in “{field}” leads to something else ({found}). Needed: {idKind}.",
      "The field “{field}” has the value “{value}”. Expected: {expected} ({idKind}).",
      "The field “{field}” has the value “{value}”. Expected: {expected}.",
      "The field “{field}” is not in the right form. Expected: {expected}.",
      "A field is not in the right form.",
    ],
    hint: "Nothing was sent. Correct the field, or check which data it got in this run.",
  },
  "param.tooLong": {
    message: [
      "The text in “{field}” is too long: at most {limit, plural, one {# character} other {# characters}} are possible.",
      "The text in “{field}” is too long.",
      "A text is too long.",
    ],
    hint: "Nothing was sent. Shorten the text, for example with the function truncate.",
  },
  "param.range": {
    message: [
      "The field “{field}” has the value {value}, but it must be from {min} to {max}.",
      "The field “{field}” has the value {value}, but at least {min} is needed.",
      "The field “{field}” has the value {value}, but at most {max} is possible.",
      "The number in “{field}” is too small or too large.",
      "A number is too small or too large.",
    ],
    hint: "Nothing was sent. Correct the field, or check which number it got in this run.",
  },
  "param.tooMany": {
    message: [
      "“{field}” has {count, plural, one {# entry} other {# entries}}; at most {limit} are possible.",
      "“{field}” has too many entries.",
      "A list has too many entries.",
    ],
    hint: "Nothing was sent. Leave some out, for example with the function slice, or send them in several steps.",
  },
  "param.rangeOrder": {
    message: [
      "The period in “{field}” ends before it begins: from {from} to {to}.",
      "The period in “{field}” ends before it begins.",
      "A period ends before it begins.",
    ],
    hint: "Nothing was sent. Swap the two dates, or check what they were in this run.",
  },
  "params.empty": {
    message: "There was nothing to change: every field that the step sends was empty in this run.",
    hint: "Nothing was sent. Fill in at least one field, or check the values that its formulas gave in this run.",
  },
  "choice.unknownName": {
    message: [
      "“{field}”: there is no “{value}”. The nearest names are {names}.",
      "“{field}”: there is no “{value}”.",
      "A name in the step does not exist.",
    ],
    hint: "Nothing was sent, and nothing new was made. Correct the name, choose from the list, or add it in Leeloo first.",
  },
  "choice.twofoldName": {
    message: [
      "“{field}”: more than one is called “{value}”, so it is not clear which one is meant.",
      "A name in the step fits more than one.",
    ],
    hint: "Nothing was sent. Choose the right one from the list, or give one of them another name in Leeloo.",
  },
  "id.wrongKind": {
    message: [
      "“{field}” got the wrong ID: {value} is {found}; {idKind} is needed. Take {fits}.",
      "“{field}” got the wrong ID: {value} is {found}; {idKind} is needed.",
      "“{field}” got the ID of another thing.",
      "A field got the ID of another thing.",
    ],
    hint: [
      "Nothing was sent. Open the step and pick {fits} for this field.",
      "Nothing was sent. Open the step and pick the right ID for this field.",
    ],
  },
};
