import type { Catalogue } from "../texts.js";

/** What is wrong with a workflow, in English. */
export const problems: Catalogue["problems"] = {
  "document.noTrigger": "The workflow has no trigger, so nothing starts it. Add one from the list.",
  "document.empty": "The workflow is empty. Begin with a trigger.",
  "document.name": ["Give the workflow a name of 1 to {limit} characters.", "Give the workflow another name."],
  "node.duplicateId": [
    "The ID {id} is used by more than one step. Give one of them another ID.",
    "Two steps have the same ID. Give one of them another ID.",
  ],
  "node.badId": [
    "The ID {id} is not possible: up to 100 letters, digits, _ and - are, beginning with a letter.",
    "The step’s ID is not possible: up to 100 letters, digits, _ and - are, beginning with a letter.",
  ],
  "node.unknownType": [
    "This Leeway has no step of the type {type}. Replace the step.",
    "This Leeway has no step of this type. Replace the step.",
  ],
  "node.unreachable": "Nothing leads to this step. Link it to the step before it.",
  "node.cycle": [
    "The steps form a circle: {path}. Remove one of the links.",
    "The steps form a circle. Remove one of the links.",
  ],
  "node.credentialMissing": ["Choose a credential for this step: {types}.", "Choose a credential for this step."],
  "node.credentialUnknown": "The chosen credential no longer exists. Choose another one.",
  "node.credentialType": [
    "The step needs access of the kind {expected}. Choose another credential.",
    "The chosen credential is of another kind than the step needs. Choose another one.",
  ],
  "node.credentialNoSecret": [
    "The credential “{credential}” came without its secret. Enter it under “Credentials”.",
    "The chosen credential came without its secret. Enter it under “Credentials”.",
  ],
  "node.credentialUnused": "This step takes no credential. The one that is set is not used.",
  "node.onErrorUnusable": "This step has no error port, so errors cannot go that way. Choose to stop or to continue.",
  "node.onErrorUnknown": [
    "{value} is none of the ways to go on when the step fails. Possible are {choices}.",
    "The way to go on when the step fails does not exist. Choose another one.",
  ],
  "node.maxAttempts": [
    "A step can have {least} to {most} attempts, not {value}.",
    "The number of attempts is not possible.",
  ],
  "node.backoffSeconds": [
    "The pause before a new attempt can be {least} to {most} seconds, not {value}.",
    "The pause before a new attempt is not possible.",
  ],
  "node.timeoutSeconds": [
    "A call can take {least} to {most} seconds, not {value}.",
    "The longest time of a call is not possible.",
  ],
  "node.name": [
    "The step’s name is too long: at most {limit} characters are possible.",
    "The step’s name is too long.",
  ],
  "node.parentUnknown": "The step belongs to a loop that does not exist. Take it out of the loop.",
  "node.parentCycle": "Loops lie inside each other in a circle. Take one of them out.",
  "node.triggerInLoop": "A trigger cannot stand inside a loop. Move it out.",
  "loop.noBody": "The loop is empty. Put the steps for each item into it.",
  "loop.entries": "Exactly one link must lead from “Each item” to a step inside the loop.",
  "edge.crossesLoop":
    "The link crosses the border of a loop. Inside use the loop’s “Each item”, after it its “All done”.",
  "edge.unknownNode": [
    "The link leads to {node}, a step that does not exist. Remove the link.",
    "The link leads to a step that does not exist. Remove the link.",
  ],
  "edge.unknownPort": [
    "The link begins at the port {port}, which the step does not have. Draw it again.",
    "The link begins at a port the step does not have. Draw it again.",
  ],
  "edge.intoTrigger": "No link may lead into a trigger: it starts the workflow.",
  "edge.duplicate": "The same link exists twice. Remove one of them.",
  "edge.errorUnused":
    "This way is taken only when the step fails, but the step is set to stop the run then. Choose “Go the error way” under “Options”.",
  "param.required": ["Fill in the field “{field}”.", "Fill in the required field."],
  "param.unknown": [
    "The step has no field “{field}”. It is not sent.",
    "The step has a value for a field it does not know. It is not sent.",
  ],
  "param.type": ["The field “{field}” needs {expected}.", "A field has the wrong kind of value."],
  "param.choice": [
    "The value “{value}” is none of the choices of “{field}”. Choose one of them.",
    "The value of “{field}” is none of its choices. Choose one of them.",
    "A value is none of the choices. Choose one of them.",
  ],
  "param.format": [
    "The link in “{field}” leads to something else ({found}). Needed: {idKind}.",
    "The field “{field}” has the value “{value}”. Expected: {expected} ({idKind}).",
    "The field “{field}” has the value “{value}”. Expected: {expected}.",
    "The field “{field}” is not in the right form. Expected: {expected}.",
    "The field “{field}” is not in the right form.",
    "A field is not in the right form.",
  ],
  "param.duplicateName": [
    "The name “{name}” is used twice in “{field}”. Give one another name.",
    "A name is used twice. Give one another name.",
  ],
  "param.tooLong": [
    "The text in “{field}” is too long: at most {limit, plural, one {# character} other {# characters}} are possible.",
    "A text is too long.",
  ],
  "param.range": [
    "The field “{field}” has the value {value}, but it must be from {min} to {max}.",
    "The field “{field}” has the value {value}, but at least {min} is needed.",
    "The field “{field}” has the value {value}, but at most {max} is possible.",
    "A number is too small or too large.",
  ],
  "param.tooMany": [
    "“{field}” has {count, plural, one {# entry} other {# entries}}; at most {limit} are possible.",
    "A list has too many entries.",
  ],
  "param.rangeOrder": [
    "The period in “{field}” ends before it begins: from {from} to {to}.",
    "A period ends before it begins.",
  ],
  "params.empty": "The step changes nothing: none of the fields that it sends is filled in. Fill in at least one.",
  "id.wrongKind": [
    "“{field}” gets the wrong ID: {path} of {step} is {found}; {idKind} is needed. Take {fits}.",
    "“{field}” gets the wrong ID: {path} of {step} is {found}; {idKind} is needed.",
    "A field gets the ID of another thing.",
  ],
  "expression.syntax": [
    "The formula in “{field}” cannot be read: something is wrong at character {position}.",
    "A formula cannot be read: something in it is written wrongly.",
  ],
  "expression.unknownName": [
    "“{field}” uses the name {name}, which does not exist. Did you mean {suggestion}?",
    "“{field}” uses the name {name}, which does not exist.",
    "A formula uses a name that does not exist.",
  ],
  "expression.unknownFunction": [
    "There is no function {name}. Did you mean {suggestion}?",
    "There is no function {name}.",
    "A formula uses a function that does not exist.",
  ],
  "expression.argument": [
    "The function {function} needs other arguments: {expected}.",
    "The function {function} needs other arguments.",
    "A function in a formula needs other arguments.",
  ],
  "expression.budget": [
    "The formula is nested too deeply: at most {most} levels are possible.",
    "The formula is nested too deeply.",
  ],
  "expression.unknownStep": [
    "“{field}” uses the step {step}, which does not exist. Did you mean {suggestion}?",
    "“{field}” uses the step {step}, which does not exist.",
    "A formula uses a step that does not exist.",
  ],
  "expression.notUpstream": [
    "“{field}” uses {step}, but that step does not come before this one.",
    "A formula uses a step that does not come before this one.",
  ],
  "expression.unknownVariable": [
    "There is no variable {name}. Did you mean {suggestion}?",
    "There is no variable {name}. Add it under “Data”.",
    "A formula uses a variable that does not exist. Add it under “Data”.",
  ],
  "expression.unknownField": [
    "There is no custom field {name}. Did you mean {suggestion}?",
    "There is no custom field {name}. Add it under “Data”.",
    "A formula uses a custom field that does not exist. Add it under “Data”.",
  ],
  "expression.outOfScope": [
    "{name} is known only inside a loop.",
    "A formula uses a value that is known only inside a loop.",
  ],
  "settings.timezone": [
    "There is no time zone {timezone}. Choose one from the list in the settings.",
    "The time zone does not exist. Choose one from the list in the settings.",
  ],
  "settings.lane": [
    "There is no priority {value}. Possible are {choices}.",
    "The priority of the workflow does not exist.",
  ],
  "settings.concurrencyLimit": [
    "The limit of runs at a time is a whole number from 1, not {value}.",
    "The limit of runs at a time is a whole number from 1.",
  ],
  "settings.concurrencyPolicy": [
    "{value} is nothing that can be done with a run for which there is no room. Possible are {choices}.",
    "What is to be done with a run for which there is no room does not exist.",
  ],
  "where.empty": "The condition is empty. Add at least one comparison.",
  "cases.duplicateId": [
    "The case {id} exists twice. Give one another ID.",
    "Two cases have the same ID. Give one another ID.",
  ],
  "cases.badId": [
    "The case ID {id} is not possible: letters, digits, _ and - are, and “default” is taken.",
    "A case ID is not possible: letters, digits, _ and - are, and “default” is taken.",
  ],
  "respond.unused": "This answer is never given: the webhook is not set to answer by the step “Respond”.",
  "workflow.unknown": "The chosen workflow no longer exists. Choose another one.",
  "workflow.unpublished": [
    "“{name}” is not published yet: the step fails until it is.",
    "The chosen workflow is not published yet: the step fails until it is.",
  ],
  "workflow.notCallable": [
    "“{name}” has no trigger “Called by another workflow”: the step fails until it has.",
    "The chosen workflow has no trigger “Called by another workflow”: the step fails until it has.",
  ],
  "workflow.inputMissing": [
    "“{name}” also needs: {inputs}. Fill it in, or the step fails.",
    "The called workflow needs more data than it is given.",
  ],
  "workflow.input": [
    "“{input}” of “{name}” needs {expected}, but is given {found}: every run would fail here. Give what it asks for.",
    "The called workflow needs other data than it is given.",
  ],
  "wait.tooLong": [
    "A run may last {days, plural, one {# day} other {# days}} at most, and this wait is longer: every run that comes here now would fail. Choose a shorter wait or an earlier time, or let a second workflow take over later.",
    "The wait is longer than a run may last. Choose a shorter one.",
  ],
  "wait.past": [
    "The time in “{field}” has passed: runs go on here at once. Choose a later one, or take this step out.",
    "The time has passed: runs go on here at once.",
  ],
  "wait.noHours": [
    "From {from} to {to} on the chosen days there is no time at all, so every run would fail here. Choose an end that differs from the beginning.",
    "The sending hours leave no time at all. Choose an end that differs from the beginning.",
  ],
  "code.syntax": [
    "The code cannot be read in line {line}, column {column}: {message}. Every run would fail here.",
    "The code cannot be read, so every run would fail here.",
  ],
  "once.noWindow": [
    "“{field}” is {value}, which is no length of time, so every run would fail here. Give a number greater than zero.",
    "The length of time has to be greater than zero.",
  ],
  "merge.notObject": [
    "Entry {number} of “What to merge” is {found}, but objects with fields are needed, so every run would fail here. Pick a value of an earlier step, or choose “Lists one after another” under “How”.",
    "This kind of merging needs objects with fields.",
  ],
  "schedule.rule": "A schedule is neither a calendar nor an interval. Set it up anew.",
  "schedule.fields": [
    "A calendar has five parts – minute, hour, day, month, weekday –, but here are {count}: for example 30 9 * * 1-5.",
    "A calendar needs five parts: minute, hour, day, month and weekday.",
  ],
  "schedule.field": [
    "“{value}” is no {unit, select, minute {minute: 0 to 59} hour {hour: 0 to 23} day {day of the month: 1 to 31, or L for the last} month {month: 1 to 12} other {weekday: 0 to 7, Sunday is 0 and 7}}.",
    "A part of the calendar cannot be read.",
  ],
  "schedule.never": "No year has such a day: the workflow would never start. Choose another day.",
  "schedule.timezone": [
    "There is no time zone {timezone}. Choose one from the list.",
    "The time zone does not exist. Choose one from the list.",
  ],
  "schedule.every": "The distance has to be a whole number from 1 to 10,000.",
  "schedule.anchor": [
    "“{anchor}” is no date and time. Choose when to count from.",
    "The time to count from is no date and time.",
  ],
  "schedule.uneven": [
    "Every {step} {unit, select, minute {minutes does not fit an hour} other {hours does not fit a day}}: before each new {unit, select, minute {hour} other {day}} the distance is only {rest}. Choose “Every so often” for an even distance.",
    "The distances between the times are not all the same. Choose “Every so often” for an even distance.",
  ],
};
