import type { Catalogue, Topic } from "../../texts.js";
import { fromHere, readsOnly } from "./phrases.js";

/** Steps and runs themselves, in English. */
export const runs: Topic<
  Catalogue["stepErrors"],
  "code" | "workflow" | "run" | "step" | "node" | "loop" | "wait" | "once" | "merge"
> = {
  "step.interrupted": {
    message: [
      "{effect, select, none {The step was interrupted before anything was sent.} read {The step was interrupted before the answer came.} other {The step was interrupted while its request was on the way, and its outcome is not known.}}",
      "The step was interrupted while its request was on the way, and its outcome is not known.",
    ],
    hint: [
      `{effect, select, none {Nothing was changed: ${fromHere}.} read {${readsOnly}: ${fromHere}.} idempotent {Doing it once more does no harm: ${fromHere}.} other {Look in the service whether it took effect, then choose here: “It arrived, go on”, “Send it again” or “It did not arrive”.}}`,
      "Look in the service whether it took effect, then choose here: “It arrived, go on”, “Send it again” or “It did not arrive”.",
    ],
  },
  "step.internal": {
    message: "The step failed because of an error in Leeway itself.",
    hint: "Run it again. If it repeats, please report it with the run’s ID.",
  },
  "step.resolvedAsFailed": {
    message: "It was not known whether the step took effect, and somebody marked it as failed.",
    hint: "Start the run again from this step if it should still be done.",
  },
  "step.outputTooLarge": {
    message: [
      "The result of the step is too large: at most {limit} can be kept.",
      "The result of the step is too large to be kept.",
    ],
    hint: "Ask for less at once, for example with a limit or a filter.",
  },
  "step.outputTooDeep": {
    message: [
      "The result of the step is nested too deeply: at most {levels, number} lists and objects inside each other can be kept.",
      "The result of the step is nested too deeply to be kept.",
    ],
    hint: "Put out only the parts that later steps need.",
  },
  "run.stopped": {
    message: ["{message}", "A Stop step ended the run as failed."],
    hint: "The workflow is built to stop here. Look at the steps before it to see why.",
  },
  "run.crashed": {
    message: "The run brought the server down several times and was ended, so that others can go on.",
    hint: "Check which step works with very large data, then start the run again.",
  },
  "run.tooLong": {
    message: [
      "The run took longer than {days, plural, one {# day} other {# days}} and was ended.",
      "The run took too long and was ended.",
    ],
    hint: "Start it again, or split the workflow into shorter ones.",
  },
  "run.internal": {
    message: "The run ended because of an error in Leeway itself.",
    hint: "Start it again. If it repeats, please report it with the run’s ID.",
  },
  "run.skipped": {
    message: [
      "Not run: {limit, plural, one {another run of this workflow was} other {# runs of this workflow were}} under way.",
      "Not run: other runs of this workflow were under way.",
    ],
    hint: "The workflow’s settings say to skip a run when there is no room. Let runs queue there if every event matters.",
  },
  "run.replaced": {
    message: "Cancelled because a newer run of this workflow took its place.",
    hint: "The workflow’s settings say that a newer run cancels the older one.",
  },
  "loop.notList": {
    message: ["“{field}” must be a list, but it is {found}.", "What the loop goes through must be a list."],
    hint: "Pick a list from an earlier step, for example the orders that a step has found.",
  },
  "loop.tooManyItems": {
    message: [
      "The list has {count, plural, one {# item} other {# items}}; a loop takes at most {limit, number}.",
      "The list is too long for one loop.",
    ],
    hint: "Take a part of the list, for example with slice, or filter it before.",
  },
  "loop.itemFailed": {
    message: [
      "Item {number} of {count} failed: {reason}",
      "Item {number} of {count} failed.",
      "An item of the loop failed.",
    ],
    hint: "Open the item to see its steps. With “Go on with the next item” one failure does not stop the rest.",
  },
  "wait.tooLong": {
    message: [
      "A wait may last {days, plural, one {# day} other {# days}} at most; this one would end on {until}.",
      "The wait is too long.",
    ],
    hint: "Choose an earlier time, or let a second workflow take over later.",
  },
  "wait.noHours": {
    message: [
      "From {from} to {to} on the chosen days there is no time at all.",
      "The sending hours leave no time at all.",
    ],
    hint: "Choose at least one day, and an end that differs from the beginning.",
  },
  "once.noWindow": {
    message: ["“{value}” is no length of time.", "The length of time is not valid."],
    hint: "Give a number greater than zero.",
  },
  "merge.notObject": {
    message: [
      "In entry {number} of “What to merge”, number {place} is {found}, but only objects with fields can be matched by a key.",
      "Entry {number} of “What to merge” is {found}, but objects with fields are needed.",
      "This kind of merging needs objects with fields.",
    ],
    hint: [
      "{mode, select, byKey {Give lists of objects, or choose “Lists one after another” under “How”.} other {For lists choose “Lists one after another” or “Lists into one, by key” under “How”.}}",
      "For other values choose “Lists one after another” under “How”.",
    ],
  },
  "code.failed": {
    message: [
      "The code stopped with an error in line {line}: {message}",
      "The code stopped with an error: {message}",
      "The code stopped with an error.",
    ],
    hint: "Correct the code, then run again from this step.",
  },
  "code.timeout": {
    message: [
      "The code was stopped after {seconds, plural, one {# second} other {# seconds}}.",
      "The code took too long and was stopped.",
    ],
    hint: "Look for a loop that never ends, or let it handle less at once.",
  },
  "code.memory": {
    message: [
      "The code needed more than {limit} MB of memory and was stopped.",
      "The code needed too much memory and was stopped.",
    ],
    hint: "Let it handle less data at once.",
  },
  "code.noValue": {
    message: [
      "{found, select, undefined {The code returned nothing.} function {The code returned a function, which cannot be kept as data.} symbol {The code returned a symbol, which cannot be kept as data.} bigint {The code returned a BigInt, which cannot be kept as data.} number {A calculation in the code came to no number (NaN or Infinity), which cannot be kept as data.} promise {The code returned a promise that never ends, which cannot be kept as data.} circular {The code returned an object that contains itself, which cannot be kept as data.} other {The code returned {found}, which cannot be kept as data.}}",
      "What the code returned cannot be kept as data.",
    ],
    hint: [
      "{found, select, undefined {Write return before the result: text, a number, true or false, a list or an object.} bigint {Turn it into a number by Number(…), or into text by String(…).} number {Look for a value that is missing, text that is no number, or a division by zero. Where there may be none, return null.} promise {Here nothing from outside ever comes, so it waits for ever. Return a value that the code itself computes.} circular {Return only the fields that later steps need.} other {Return text, a number, true or false, a list or an object.}}",
      "Return text, a number, true or false, a list or an object.",
    ],
  },
  "code.crashed": {
    message: "The process in which code runs has died.",
    hint: "Run it again. If it happens each time, the code asks for more than a process has.",
  },
  "workflow.notFound": {
    message: "The workflow that should be run does not exist any more.",
    hint: "Open the step and choose another workflow.",
  },
  "workflow.notPublished": {
    message: [
      "“{name}” is not published, so it cannot be run from here.",
      "The workflow is not published, so it cannot be run from here.",
    ],
    hint: "Publish it, then run this workflow again from this step.",
  },
  "workflow.noTrigger": {
    message: [
      "“{name}” has no trigger “Called by another workflow”.",
      "The workflow has no trigger “Called by another workflow”.",
    ],
    hint: "Add that trigger to it and publish it.",
  },
  "workflow.tooDeep": {
    message: ["Workflows call one another more than {limit} deep.", "Workflows call one another too deep."],
    hint: "Usually two workflows call each other in a circle. Open them and break it.",
  },
  "workflow.inputTooLarge": {
    message: [
      "The data for the called workflow is too large: at most {limit} can be handed over.",
      "The data for the called workflow is too large to be handed over.",
    ],
    hint: "Hand over only what it needs, say numbers instead of the whole list, or call it for each item.",
  },
  "workflow.input": {
    message: [
      "“{name}” of the called workflow needs {expected}, but got {found}.",
      "The called workflow needs other data than it was given.",
    ],
    hint: "Open the step and give the value that the called workflow asks for.",
  },
  "workflow.failed": {
    message: [
      "{ended, select, cancelled {The called workflow was stopped} other {The called workflow failed}}: {reason}",
      "The called workflow failed: {reason}",
      "{ended, select, cancelled {The called workflow was stopped before its end.} other {The called workflow failed.}}",
      "The called workflow failed.",
    ],
    hint: [
      "{ended, select, cancelled {If it should still be done, run again from this step.} other {Open its run to see the step that failed.}}",
      "Open its run to see the step that failed.",
    ],
  },
  "node.unknownType": {
    message: ["This Leeway has no step of the type {type}.", "This Leeway has no step of this type."],
    hint: "Replace the step by one from the list, or update Leeway.",
  },
};
