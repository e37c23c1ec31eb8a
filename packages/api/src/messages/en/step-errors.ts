import type { Catalogue } from "../texts.js";

const openField = "Nothing was sent. Open the step and correct the field.";
const moreTime = "If the service is often slow, give the step more time under “Options”.";
const lookItUp = "It is not known whether it took effect. Look it up in the service first, then decide here.";
const noHarm = "It is not known whether it took effect, but doing it once more does no harm";
const wasItDone =
  "Look in the service whether it took effect. If it is often slow, give the step more time under “Options”.";
const fromHere = "start the run again from this step";
const readsOnly = "This step only reads, so nothing was changed";
const howSent = "Look at what was sent and answered in the step’s details.";
const tryLater = "Try again in a few minutes. Under “Options” a step can repeat such calls by itself.";

const fromLeeloo =
  "Take the token from Leeloo: Settings → Integrations → API. A refreshed token ends the old one, and some plans have no API access. Press “Test connection” at the credential afterwards.";

/** Why a step or run failed, in English. */
export const stepErrors: Catalogue["stepErrors"] = {
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
      "The formula expected {expected} but got {found}.",
      "The formula expected {expected} but got another kind of value.",
      "The formula met a value of another kind than it needs.",
    ],
    hint: "Look at the value in the last run; a function can turn it into the kind you need.",
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
  "credential.missing": {
    message: ["No access to {service} is chosen for this step.", "No access is chosen for this step."],
    hint: "Open the step and choose a credential, or add one there. A token for Leeloo is made in Leeloo under Settings → Integrations → API.",
  },
  "credential.wrongType": {
    message: [
      "This step needs access of the kind {expected}, but {found} is chosen.",
      "The chosen credential is of another kind than this step needs.",
    ],
    hint: "Open the step and choose another credential.",
  },
  "credential.unreadable": {
    message: [
      "The credential “{credential}” cannot be opened: it is gone or was sealed with another key.",
      "The chosen credential cannot be opened: it is gone or was sealed with another key.",
    ],
    hint: "Choose another credential in the step, or enter the token again under “Credentials”.",
  },
  "credential.noSecret": {
    message: [
      "The credential “{credential}” has no secret yet: it came with the file of another workspace.",
      "The chosen credential has no secret yet: it came with the file of another workspace.",
    ],
    hint: "Enter its secret under “Credentials”, then repeat the run.",
  },
  "credential.hostNotAllowed": {
    message: [
      "The credential “{credential}” may not be sent to {host}. Nothing was sent.",
      "The chosen credential may not be sent to {host}. Nothing was sent.",
      "The chosen credential may not be sent to this address. Nothing was sent.",
    ],
    hint: "Check the address. If it is right, add the host to the allowed hosts of the credential.",
  },
  "request.badUrl": {
    message: [
      "“{url}” is not an address that can be called.",
      "The request cannot be sent: the address or a header is not in the right form.",
    ],
    hint: "An address begins with http:// or https:// and holds no password.",
  },
  "request.privateAddress": {
    message: [
      "{host} leads into a private network, and calls there are closed. Nothing was sent.",
      "The address leads into a private network, and calls there are closed. Nothing was sent.",
    ],
    hint: "If the call is intended, the administrator can open the host with LEEWAY_ALLOW_PRIVATE_HOSTS.",
  },
  "request.notSent": {
    message: [
      "{host} could not be reached ({reason}). Nothing was sent.",
      "The service could not be reached. Nothing was sent.",
    ],
    hint: "Check the address and the connection, then run the step again: nothing can happen twice.",
  },
  "request.cutOff": {
    message: [
      "The request went to {host}, but the connection broke before the answer came.",
      "The request was sent, but the connection broke before the answer came.",
    ],
    hint: [
      `{effect, select, read {${readsOnly}: ${fromHere}.} idempotent {${noHarm}: ${fromHere}.} other {${lookItUp}}}`,
      lookItUp,
    ],
  },
  "request.timeout": {
    message: [
      "{host} did not answer within {seconds, plural, one {# second} other {# seconds}}.",
      "The service did not answer in time.",
    ],
    hint: [
      `{effect, select, none {Nothing was sent. ${moreTime}} read {${readsOnly}. ${moreTime}} idempotent {${noHarm}. ${moreTime}} other {${wasItDone}}}`,
      wasItDone,
    ],
  },
  "request.tooLarge": {
    message: [
      "The answer of {host} is larger than {limit} and was not read to its end.",
      "The answer is too large and was not read to its end.",
    ],
    hint: "Ask for less at once, for example with a limit or a filter.",
  },
  "request.redirected": {
    message: [
      "{service} answered with a redirect ({status}), which is not followed, so that the token stays safe.",
      "The service answered with a redirect, which is not followed, so that the token stays safe.",
    ],
    hint: "Enter the final address. For Leeloo check “Address of the API” in the credential.",
  },
  "request.status": {
    message: ["The service refused the request: it answered with status {status}.", "The service refused the request."],
    hint: howSent,
  },
  "service.tokenRefused": {
    message: [
      "{service} did not accept the token of the credential “{credential}”.",
      "{service} did not accept the token of this step’s credential.",
      "The service did not accept the token of this step’s credential.",
    ],
    hint: [
      `{help, select, telegram {Take the token from @BotFather in Telegram: /mybots → the bot → API Token. A token that was revoked there works no more. Press “Test connection” at the credential afterwards.} other {${fromLeeloo}}}`,
      "Take the token from Leeloo: Settings → Integrations → API. A refreshed token ends the old one, and some plans have no API access. Press “Test connection” at the credential “{credential}” afterwards.",
      fromLeeloo,
    ],
  },
  "service.noAccess": {
    message: [
      "{service} knows the token of “{credential}” but does not allow this action.",
      "{service} knows the token but does not allow this action.",
      "The service knows the token but does not allow this action.",
    ],
    hint: "Check in Leeloo whether your plan includes API access and what the token’s owner may do. “Test connection” at the credential shows whether the token works.",
  },
  "service.notFound": {
    message: [
      "{service} found nothing under the ID that was sent.",
      "The service found nothing under the ID that was sent.",
    ],
    hint: "Check the IDs in the step: a channel’s ID and a person’s ID often differ in the last character only.",
  },
  "service.rejected": {
    message: [
      "{service} did not accept the data (status {status}): {answer}",
      "{service} did not accept the data (status {status}).",
      "The service did not accept the data.",
    ],
    hint: "Compare the fields of the step with what was sent. IDs must come from the same Leeloo account as the token.",
  },
  "service.limited": {
    message: [
      "{service} asks for a pause: too many requests in a minute.",
      "The service asks for a pause: too many requests in a minute.",
    ],
    hint: "There is nothing to do: the call waits and is sent again by itself. If it happens often, another program uses the same token.",
  },
  "service.paused": {
    message: ["Sending with the credential “{credential}” is paused.", "Sending with this credential is paused."],
    hint: "Resume it on the “Credentials” page, then try again.",
  },
  "service.down": {
    message: ["{service} does not work at the moment (status {status}).", "The service does not work at the moment."],
    hint: [`{effect, select, create {${lookItUp}} other {${tryLater}}}`, tryLater],
  },
  "service.notJson": {
    message: [
      "{service} answered, but not in the expected form.",
      "The service answered, but not in the expected form.",
    ],
    hint: "Check “Address of the API” in the credential: it may lead to a web page instead of the API.",
  },
  "service.saidNo": {
    message: ["{service} answered that the action failed: {answer}", "The service answered that the action failed."],
    hint: howSent,
  },
  "service.sandboxOff": {
    message: "The built-in sandbox is off on this server, so nothing was sent.",
    hint: "Ask whoever runs the server to set LEEWAY_SANDBOX to on, or choose another credential in the step.",
  },
  "mail.unencrypted": {
    message: [
      "Letters and passwords are not sent to {host} without encryption.",
      "Letters and passwords are not sent without encryption.",
    ],
    hint: "Choose TLS (usually port 465) or STARTTLS (usually port 587) in the credential. For a server in your own network the administrator can open the host with LEEWAY_ALLOW_PRIVATE_HOSTS.",
  },
  "mail.noSignIn": {
    message: [
      "The mail server {host} offers no way to sign in with a name and a password.",
      "The mail server offers no way to sign in with a name and a password.",
    ],
    hint: "Check the port and the encryption of the credential: many servers let nobody sign in without encryption. A server that wants no name needs an empty name field.",
  },
  "mail.signInRefused": {
    message: [
      "The mail server did not accept the name and password of “{credential}”: {answer}",
      "The mail server did not accept the name and password of “{credential}”.",
      "The mail server did not accept the name and password.",
    ],
    hint: "Check both. Gmail, Outlook, ukr.net and others want an app password, made in the account’s security settings, instead of the one you sign in with. Press “Test connection” at the credential afterwards.",
  },
  "mail.senderRefused": {
    message: [
      "The mail server does not send letters from {from}: {answer}",
      "The mail server does not send letters from this address.",
    ],
    hint: "Most services send only from the address of the account itself. Change “From” in the credential.",
  },
  "mail.recipientsRefused": {
    message: ["The mail server did not take the recipient: {answer}", "The mail server did not take the recipient."],
    hint: "Nothing was sent. Check the address: often there is a typing mistake in it, or the mailbox no longer exists.",
  },
  "mail.refused": {
    message: ["The mail server did not take the letter: {answer}", "The mail server did not take the letter."],
    hint: "Nothing was sent. Its answer says why: often the daily limit of the account is used up, or the letter looks like spam.",
  },
  "mail.later": {
    message: ["The mail server asks to try again later: {answer}", "The mail server asks to try again later."],
    hint: "Nothing was sent. Start the run again from this step in some minutes, or give the step more attempts under “Options”.",
  },
  "google.notLink": {
    message: "This is no link to a spreadsheet of Google.",
    hint: "Open the spreadsheet in the browser and copy its address: https://docs.google.com/spreadsheets/d/…",
  },
  "google.noSpreadsheet": {
    message: "Google finds no spreadsheet under this link.",
    hint: "It may have been deleted, or the link was not copied to its end. Paste it again.",
  },
  "google.noSheet": {
    message: "The spreadsheet has no sheet with this name.",
    hint: "It may have been renamed. Choose it from the list in the step.",
  },
  "google.noColumns": {
    message: ["Row {row, number} of “{sheet}” holds no names of columns.", "The sheet has no names of columns."],
    hint: "Write the names of the columns into the first row of the sheet, or say under “Options” in which row they stand.",
  },
  "google.noColumn": {
    message: [
      "“{sheet}” has no column “{column}”. Nothing was written. It has: {known}.",
      "The sheet has no such column. Nothing was written.",
    ],
    hint: "Columns are found by their names. Correct the name in the step, or add the column to the sheet.",
  },
  "google.noRow": {
    message: [
      "In no row the column “{column}” holds “{value}”. Nothing was written.",
      "There is no such row. Nothing was written.",
    ],
    hint: "If it is to be added then, choose so in the step under “If there is no such row”.",
  },
  "google.noAccess": {
    message: [
      "Google does not let {email} do this with the spreadsheet: {answer}",
      "Google does not allow this with the spreadsheet: {answer}",
      "Google does not allow this with the spreadsheet.",
    ],
    hint: [
      "Open the spreadsheet, press Share, and give {email} the right to edit it.",
      "Open the spreadsheet, press Share, and give the account of the credential the right to edit it.",
    ],
  },
  "google.apiDisabled": {
    message: "The Google Sheets API is switched off in the project of this credential.",
    hint: "Open console.cloud.google.com, choose the project, find Google Sheets API and enable it. It takes a few minutes.",
  },
  "google.keyRefused": {
    message: [
      "Google did not accept the key of “{credential}”: {answer}",
      "Google did not accept the key: {answer}",
      "Google did not accept the key.",
    ],
    hint: "The key may have been deleted in Google Cloud. Make a new one there (IAM → Service Accounts → Keys) and paste it into the credential. A clock of this server that is minutes off has the same effect.",
  },
  "google.signInAgain": {
    message: ["Google no longer accepts the sign-in of “{credential}”.", "Google no longer accepts the sign-in."],
    hint: "Access was withdrawn or has run out. Open the credential and sign in again; then start the run again from this step.",
  },
  "google.notSignedIn": {
    message: [
      "Nobody has signed in with Google for “{credential}” yet.",
      "Nobody has signed in with Google for this credential yet.",
    ],
    hint: "Open “Credentials” and press “Sign in with Google” beside it.",
  },
  "telegram.noChat": {
    message: "Telegram does not know this chat, or the bot is not in it.",
    hint: "Add the bot to the group or channel, or let the person write to it first. Then choose the chat from the list in the step, or type the @name of the channel.",
  },
  "telegram.blocked": {
    message: "This person has blocked the bot, never wrote to it, or has left Telegram.",
    hint: "A bot may write only to people who began a chat with it. If it is one of many, let the step go on after an error under “Options”.",
  },
  "telegram.noRights": {
    message: ["The bot may not write in this chat: {answer}", "The bot may not write in this chat."],
    hint: "Add the bot to the group, or make it an administrator of the channel with the right to post.",
  },
  "telegram.moved": {
    message: [
      "The group has become a supergroup and has a new ID: {chat}. Nothing was sent.",
      "The group has become a supergroup and has a new ID. Nothing was sent.",
    ],
    hint: ["Enter {chat} as the chat in the step.", "Choose the chat anew in the step."],
  },
  "telegram.badMarkup": {
    message: [
      "Telegram cannot read the formatting of the text: {answer}",
      "Telegram cannot read the formatting of the text.",
    ],
    hint: "A sign of the formatting is left open, or a value brings one of its own: put | escapeHtml after values with HTML, or set “Formatting” to “As it is written”.",
  },
  "telegram.badButton": {
    message: ["Telegram does not accept a button: {answer}", "Telegram does not accept a button."],
    hint: "Each button needs a text and an address that begins with https://.",
  },
  "telegram.webhook": {
    message: "This bot hands its messages to another program, so its chats cannot be listed.",
    hint: "That is usual for a bot that is connected to Leeloo. Type the @name of the channel or the ID of the chat; sending works all the same.",
  },
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
      "The result of the step is too large: {size}, at most {limit} can be kept.",
      "The result of the step is too large to be kept.",
    ],
    hint: "Ask for less at once, for example with a limit or a filter.",
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
  "code.failed": {
    message: [
      "The code stopped with an error in line {line}: {message}",
      "The code stopped with an error: {message}",
      "The code stopped with an error.",
    ],
    hint: "Open the step: line and message stand beside the code.",
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
      "The code returned {found}, which cannot be kept as data.",
      "What the code returned cannot be kept as data.",
    ],
    hint: "Return text, a number, true or false, a list or an object.",
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
  "workflow.input": {
    message: [
      "“{name}” of the called workflow needs {expected}, but got {found}.",
      "The called workflow needs other data than it was given.",
    ],
    hint: "Open the step and give the value that the called workflow asks for.",
  },
  "workflow.failed": {
    message: ["The called workflow failed: {reason}", "The called workflow failed."],
    hint: "Open its run to see the step that failed.",
  },
  "node.unknownType": {
    message: ["This Leeway has no step of the type {type}.", "This Leeway has no step of this type."],
    hint: "Replace the step by one from the list, or update Leeway.",
  },
};
