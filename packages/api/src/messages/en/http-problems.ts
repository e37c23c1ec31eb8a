import type { Catalogue } from "../texts.js";

/** What the HTTP API refuses, in English. */
export const httpProblems: Catalogue["httpProblems"] = {
  "request.notHttp": {
    title: "Not a request",
    detail: "What arrived is not an HTTP request.",
  },
  "request.notJson": {
    title: "The request cannot be read",
    detail: ["The number at {path} is too large to be kept. Send it as text.", "The body is not valid JSON."],
  },
  "request.notForm": {
    title: "The form cannot be read",
    detail: "The data are no complete multipart form. Please send them again.",
  },
  "request.badQuery": {
    title: "The address is not right",
    detail: ["Please check in the address: {fields}.", "The address has a value that is not possible."],
  },
  "choices.needOther": {
    title: "Something else comes first",
    detail: ["Choose first: {needed}. The list depends on it.", "Choose first what the list depends on."],
  },
  "request.forbiddenKey": {
    title: "The request is not accepted",
    detail: [
      "The key {key} at {path} is not allowed. Give it another name.",
      "The body has a key that is not allowed.",
    ],
  },
  "request.tooDeep": {
    title: "The request is not accepted",
    detail: [
      "The data is nested too deeply: at most {limit, plural, one {# level} other {# levels}} are possible.",
      "The data is nested too deeply.",
    ],
  },
  "request.tooManyKeys": {
    title: "The request is not accepted",
    detail: [
      "An object, a form or an address can have at most {limit, plural, one {# field} other {# fields}}. Send a list, or several requests.",
      "There are more fields than can be taken at once. Send a list, or several requests.",
    ],
  },
  "request.tooSlow": {
    title: "The request took too long",
    detail: "It did not arrive in full in time. Please send it again.",
  },
  "request.headersTooLarge": {
    title: "The headers are too large",
    detail: "The headers of the request are larger than the server takes.",
  },
  "request.tooLarge": {
    title: "The request is too large",
    detail: [
      "At most {limit} can be taken at once. Send less.",
      "There is more data than can be taken at once. Send less.",
    ],
  },
  "request.tooOften": {
    title: "Too many files at once",
    detail: [
      "Please wait {seconds, plural, one {# second} other {# seconds}} and send it again.",
      "Please wait a little and send it again.",
    ],
  },
  "calls.tooMany": {
    title: "Too many calls",
    detail: [
      "At most {limit, plural, one {# call is} other {# calls are}} taken a minute. Please go on in {seconds, plural, one {# second} other {# seconds}}, and more slowly.",
      "Please go on in a minute, and more slowly.",
    ],
  },
  "request.unsupportedType": {
    title: "The request cannot be read",
    detail: ["The content type {type} is not supported here.", "The content type of the body is not supported here."],
  },
  "request.invalid": {
    title: "Something is not filled in correctly",
    detail: ["Please check: {fields}.", "Please check the fields that are named."],
  },
  "auth.required": { title: "Please sign in", detail: "Sign in, or send a valid API key." },
  "auth.wrongPassword": { title: "Could not sign in", detail: "The email or the password is not right." },
  "auth.tooManyTries": {
    title: "Too many attempts",
    detail: [
      "Please wait {seconds, plural, one {# second} other {# seconds}} and try again.",
      "Please wait a little and try again.",
    ],
  },
  "auth.forbidden": {
    title: "No permission",
    detail: [
      "An API key may not {permission}: a person does that in the editor.",
      "You may not do this in this workspace.",
    ],
  },
  "auth.role": {
    title: "Your role does not allow this",
    detail: [
      "This API key has the role “{keyRole}”. It does not let it {permission}. Roles that may: {who}.",
      "Your role in this workspace is “{role}”. It does not let you {permission}. Who may: {who}.",
      "Your role in this workspace does not let you do this. Ask an owner or an admin.",
    ],
  },
  "auth.unknownHost": {
    title: "This address is not known here",
    detail: [
      "Leeway does not know {host} as its own address. Open it by its IP address, or start it with this address in LEEWAY_PUBLIC_URL.",
      "Leeway does not know this address as its own. Open it by its IP address, or start it with this address in LEEWAY_PUBLIC_URL.",
    ],
  },
  "apiKey.expired": {
    title: "This API key has expired",
    detail: [
      "It was good until {until, date, long}. Make a new one in the editor: Settings → API keys.",
      "Make a new one in the editor: Settings → API keys.",
    ],
  },
  "apiKey.resting": {
    title: "This API key rests since a restore",
    detail: [
      "Leeway was restored from a backup on {since, date, long}, and a key may have been deleted after it was made. The key works again once an owner or admin confirms it: After the restore → API keys.",
      "Leeway was restored from a backup. The key works again once an owner or admin confirms it: After the restore → API keys.",
    ],
  },
  "auth.crossSite": {
    title: "The request is not accepted",
    detail: "It came from another site. Open Leeway at its own address and try again.",
  },
  "sandbox.closed": {
    title: "The sandbox is closed to you",
    detail:
      "This is Leeway’s built-in Leeloo sandbox. It answers only the workflows of its own Leeway and programs on the same machine.",
  },
  "members.lastOwner": {
    title: "There would be no owner left",
    detail: "A workspace always has an owner. Make another member an owner first, or delete the workspace.",
  },
  "members.above": {
    title: "This is above your role",
    detail: [
      "You can neither change nor invite the role “{role}”: it is above your own. Ask an owner.",
      "It is above your own role. Ask an owner.",
    ],
  },
  "invitation.alreadyMember": {
    title: "Already in the team",
    detail: ["{email} is a member of this workspace already.", "This person is a member of this workspace already."],
  },
  "invitation.tooMany": {
    title: "Too many invitations",
    detail:
      "Very many people have been invited here in a short time. Withdraw invitations that nobody needs, or go on in an hour.",
  },
  "invitation.used": {
    title: "This invitation has been used",
    detail: [
      "Somebody has already come to “{workspace}” by this link, and it works once. If it was you, sign in; otherwise ask {by} for a new one.",
      "It has been accepted already, and a link works once. If it was you, sign in.",
    ],
  },
  "invitation.expired": {
    title: "This invitation has expired",
    detail: [
      "The link to “{workspace}” was too old. Ask {by} for a new one.",
      "Ask whoever invited you for a new one.",
    ],
  },
  "invitation.withdrawn": {
    title: "This invitation was withdrawn",
    detail: [
      "The link to “{workspace}” does not work any more. If you think that is a mistake, or have a newer letter, use that or ask {by}.",
      "Ask whoever invited you for a new one.",
    ],
  },
  "invitation.otherPerson": {
    title: "This invitation is for somebody else",
    detail: [
      "It is for {email}, and you are signed in as {yours}. Sign out and open the link again, or ask for an invitation to your address.",
      "It is for another address than the one you are signed in with.",
    ],
  },
  "invitation.signInFirst": {
    title: "You have an account already",
    detail: [
      "{email} has an account here. Sign in with it, then accept the invitation.",
      "This address has an account here. Sign in with it, then accept the invitation.",
    ],
  },
  "workspace.notMember": {
    title: "Not your workspace",
    detail:
      "You are not, or no longer, a member of this workspace. Switch to another one, or ask an owner to invite you.",
  },
  "account.lastOwner": {
    title: "Others need you still",
    detail: [
      "You are the only owner of {workspaces}, where others work, too. Make one of them an owner, or delete the workspace; then delete your account.",
      "You are the only owner of a workspace where others work, too. Make one of them an owner, or delete it; then delete your account.",
    ],
  },
  "account.lastPerson": {
    title: "You are the only one here",
    detail:
      "Nobody else has an account on this server: without yours it would belong to whoever opens it first. Whoever runs it can take it down with all its data.",
  },
  "account.otherEmail": {
    title: "This is not your email",
    detail: ["To delete your account, type {email}.", "To delete your account, type its email."],
  },
  "workspace.signedOut": {
    title: "You were signed out of this workspace",
    detail: "Somebody who looks after this workspace has ended your sessions in it. Sign in again to open it.",
  },
  "workspace.deleted": {
    title: "This workspace was deleted",
    detail: "It stands still, and its data will soon be gone. An owner can take it back within 14 days.",
  },
  "workspace.otherName": {
    title: "This is not its name",
    detail: [
      "To delete the workspace, type its name as it is: {name}",
      "To delete the workspace, type its name as it is.",
    ],
  },
  "workspace.none": {
    title: "You belong to no workspace",
    detail: "Make a workspace of your own, or ask somebody to invite you to theirs.",
  },
  "workspace.tooMany": {
    title: "You own many workspaces",
    detail: [
      "You own {most, plural, one {# workspace} other {# workspaces}} already, and more are not possible. Delete one that you no longer need.",
      "You own as many workspaces as are possible. Delete one that you no longer need.",
    ],
  },
  "setup.alreadyDone": { title: "Leeway is set up already", detail: "There is an owner. Please sign in." },
  "auth.confirm": { title: "Confirm that it is you", detail: "Enter your password or a code, then try again." },
  "secondFactor.wrong": {
    title: "This code does not fit",
    detail: "Each code works once, for about half a minute. Wait for the next one in the app, or use a recovery code.",
  },
  "secondFactor.over": {
    title: "Please begin again",
    detail: "Too much time has passed, or the code was wrong too often. Enter your password again.",
  },
  "secondFactor.isOn": { title: "The second step is on already", detail: "Turn it off first to set up another app." },
  "secondFactor.isOff": { title: "The second step is off", detail: "Recovery codes are made when you turn it on." },
  "secondFactor.needed": {
    title: "This workspace asks for a second step",
    detail: "Set it up for your account; then everything opens.",
  },
  "passkey.refused": {
    title: "This passkey did not work",
    detail: "It is not known here any more, or too much time has passed. Try again, or sign in another way.",
  },
  "passkey.resting": {
    title: "This passkey rests since a restore",
    detail:
      "Leeway was restored from a backup, and a passkey may have been removed after it was made. Sign in with your password or another way and use the passkey as the second step: then it opens by itself again.",
  },
  "passkey.needsName": {
    title: "Passkeys need a name",
    detail:
      "Browsers keep passkeys for host names only, not for bare IP addresses. Open Leeway under its name, or as localhost on this machine.",
  },
  "oidc.over": {
    title: "Please begin again",
    detail: "This sign-in was begun in another browser, or too much time has passed.",
  },
  "oidc.failed": {
    title: "The sign-in did not work",
    detail: [
      "Your company’s sign-in service answered: {reason}. Try again; if it stays so, tell whoever runs this server.",
      "Your company’s sign-in service gave no usable answer. Try again; if it stays so, tell whoever runs this server.",
    ],
  },
  "oidc.unverified": {
    title: "Your email is not confirmed there",
    detail:
      "Your company’s sign-in service does not say that your email is confirmed. Confirm it there, then sign in again.",
  },
  "oidc.nobody": {
    title: "You are not invited yet",
    detail: [
      "Nobody here has the email {email}, and it is not invited. Ask an admin of the workspace for an invitation.",
      "Nobody here has this email, and it is not invited. Ask an admin of the workspace for an invitation.",
    ],
  },
  "password.easy": {
    title: "This password is too easy to guess",
    detail: [
      "{why, select, common {It is among the passwords that are tried first, or close to one. Choose another, such as four words that have nothing to do with each other.} personal {It is made of your own name, email or company, and that is tried first. Choose another, such as four words that have nothing to do with each other.} other {It is a pattern, like a row of keys, a repeat or a date. Choose another, such as four words that have nothing to do with each other.}}",
      "It is among the passwords that are tried first, or close to one. Choose another, such as four words that have nothing to do with each other.",
    ],
  },
  "link.over": {
    title: "This link does not work any more",
    detail: "It was used already, or it is too old. Ask for a new one.",
  },
  "reset.elsewhere": {
    title: "You cannot make this link",
    detail: [
      "{email} also works in a workspace that you do not own. They can ask for a new password themselves on the sign-in page, or whoever runs this server gives them one.",
      "This person also works in a workspace that you do not own. They can ask for a new password themselves on the sign-in page, or whoever runs this server gives them one.",
    ],
  },
  "mail.notSetUp": {
    title: "This server sends no mail",
    detail: "Copy a link instead, or have the mail server set in LEEWAY_SMTP_URL.",
  },
  "mail.notSent": {
    title: "The email was not sent",
    detail: [
      "The mail server {server} did not take it: {reason}. Try again later, or check LEEWAY_SMTP_URL.",
      "The mail server did not take it. Try again later, or check LEEWAY_SMTP_URL.",
    ],
  },
  notFound: { title: "Not found", detail: "It does not exist, or it belongs to another workspace." },
  "method.notAllowed": {
    title: "Not possible at this address",
    detail: ["The method {method} is not possible at this address.", "This method is not possible at this address."],
  },
  "workflow.changed": {
    title: "The workflow was changed meanwhile",
    detail: "Somebody saved a newer version. Load it, look at it, and do the same there.",
  },
  "workflow.hasProblems": {
    title: "The workflow has problems",
    detail: ["{count, plural, one {Fix # problem first.} other {Fix # problems first.}}", "Fix the problems first."],
  },
  "workflow.notPublished": { title: "The workflow is not published", detail: "Publish it first, or run the draft." },
  "values.inUse": {
    title: "A live workflow needs it",
    detail: [
      "“{name}” cannot be removed or renamed: {workflows} would fail. Change it there and publish first.",
      "Live workflows would fail without it. Change it there and publish first.",
    ],
  },
  "workflow.inUse": {
    title: "A live workflow calls it",
    detail: [
      "It is called by: {workflows}. Take that step out there and publish first.",
      "Live workflows call it. Take that step out there and publish first.",
    ],
  },
  "label.taken": {
    title: "There is such a label",
    detail: ["A label “{name}” is there already.", "A label with this name is there already."],
  },
  "label.tooMany": {
    title: "Too many labels",
    detail: [
      "A workspace has at most {most} labels. Delete some first.",
      "A workspace has no more labels than this. Delete some first.",
    ],
  },
  "label.gone": {
    title: "This label is gone",
    detail: "Somebody has deleted it meanwhile. Load the list again and choose anew.",
  },
  "values.changed": {
    title: "The list was changed meanwhile",
    detail:
      "Somebody saved this list after you had opened it. Your changes are not saved yet: load the newest list and check it.",
  },
  "run.noTrigger": {
    title: "The run cannot start",
    detail: [
      "The workflow has no trigger {node}. Say which trigger is to start it.",
      "Say which trigger is to start it: the workflow has none or several.",
    ],
  },
  "run.noData": {
    title: "There is nothing to try the step with",
    detail: [
      "Neither a run nor a kept sample has data of the step before “{step}”. Run up to here once, or keep a sample there.",
      "Neither a run nor a kept sample has data of the step before this one.",
    ],
  },
  "run.noSandbox": {
    title: "The rehearsal cannot start",
    detail:
      "A rehearsal goes to the sandbox, and the sandbox is off on this server (LEEWAY_SANDBOX). Nothing was sent.",
  },
  "run.failed": {
    title: "The run failed",
    detail: "The request was accepted, but the workflow did not get to its end.",
  },
  "orderCheck.reading": { title: "A comparison is under way", detail: "Wait until it has read the orders." },
  "orderCheck.tooOld": {
    title: "The period begins too early",
    detail: [
      "Events are kept for {days, plural, one {# day} other {# days}}. Choose a period that begins later.",
      "Events of that time are no longer kept. Choose a period that begins later.",
    ],
  },
  "backfill.running": {
    title: "A past period is being made up for",
    detail: "Stop it first, or wait until it has started its runs.",
  },
  "backfill.notCounted": { title: "Nothing is counted", detail: "Count a period first; then its runs can be started." },
  "backfill.notRunning": { title: "Nothing to stop", detail: "No past period is being counted or made up for." },
  "run.finished": { title: "The run has ended", detail: "It can no longer be changed. Start it again instead." },
  "replay.noStep": {
    title: "There is no such step",
    detail: ["The version that would run has no step “{step}”.", "The version that would run has no such step."],
  },
  "replay.noTrigger": {
    title: "This version cannot start from that trigger",
    detail: [
      "The run was started by “{step}”, and the version that would run has no such trigger, or another one in its place.",
      "The version that would run does not have the trigger that started this run.",
    ],
  },
  "replay.inLoop": {
    title: "A loop can only begin as a whole",
    detail: [
      "“{step}” is inside the loop “{loop}”. Replay from “{loop}”, or retry its failed items.",
      "This step is inside a loop. Replay from the loop, or retry its failed items.",
    ],
  },
  "replay.doubt": {
    title: "Something has to be decided first",
    detail: [
      "Nobody knows whether “{step}” took effect. Decide that first, or replay from this very step once the run has ended.",
      "Nobody knows whether one of the steps took effect. Decide that first.",
    ],
  },
  "replay.open": {
    title: "The run has not ended",
    detail: "What is under way would be done twice. Wait for its end, or cancel it first.",
  },
  "replay.erased": {
    title: "This run cannot be done again",
    detail: "A person’s data was erased from it, so it would do something else.",
  },
  "replay.gone": {
    title: "There is nothing left to run",
    detail: "The workflow, or the version that this run used, has been deleted.",
  },
  "bulk.tooMany": {
    title: "Several of these are still being done",
    detail: ["Wait until one of them has ended: {count} are under way.", "Several of these are still being done."],
  },
  "items.notLoop": {
    title: "This step has no items",
    detail: ["“{step}” is no loop, or it has not begun.", "The step is no loop, or it has not begun."],
  },
  "items.notThere": {
    title: "There is no such item",
    detail: ["The loop has no item {number}; it has {count}.", "The loop has no such item."],
  },
  "items.busy": {
    title: "The item is under way",
    detail: ["Item {number} is being worked on. Wait until it has ended.", "Wait until the item has ended."],
  },
  "items.settled": {
    title: "The item is done with",
    detail: [
      "Item {number} came through or was left out: only failed items are retried, only others left out.",
      "The item came through or was left out.",
    ],
  },
  "items.nothing": { title: "There are no such items", detail: "No item of the loop is meant by this." },
  "items.loopEnded": {
    title: "The loop has ended",
    detail: "The run goes on after it. Wait for the run’s end: then its failed items can be retried in a new run.",
  },
  "items.takenOver": {
    title: "The items are in another run",
    detail: ["The loop was taken over from the run {runId}. Retry its items there.", "The loop was taken over."],
  },
  "step.notUnknown": {
    title: "There is nothing to decide",
    detail: "The outcome of this step is known, or somebody has decided already.",
  },
  "step.notAsking": {
    title: "There is nothing to approve",
    detail: "This step does not wait for anybody’s approval, or somebody has decided already.",
  },
  "credential.inNotices": {
    title: "Failure notices need this credential",
    detail:
      "Notices of failed workflows are sent with it. Take it out of “Failure notices” in the settings first, or out of those of the workflow that tells others.",
  },
  "credential.inUse": {
    title: "The credential is in use",
    detail: [
      "It is used by: {workflows}. Choose another credential there first.",
      "Workflows use it. Choose another credential there first.",
    ],
  },
  "credential.type": {
    title: "The kind of credential does not fit",
    detail: "The data does not belong to this kind of credential.",
  },
  "credential.secretNeeded": {
    title: "The secret is needed again",
    detail: "To change where the secret is sent, enter it again: otherwise it could be sent to a stranger.",
  },
  "signIn.unknown": {
    title: "This sign-in is not known",
    detail:
      "This sign-in was not begun here, has been used already, or took longer than ten minutes. Press “Sign in with Google” once more.",
  },
  "signIn.notAllowed": {
    title: "Google gave no access",
    detail: "In Google’s window, access to the spreadsheets has to stay ticked. Press “Sign in with Google” once more.",
  },
  "service.failed": {
    title: "The service did not answer as expected",
    detail: ["{message}", "The service did not answer as expected. Press “Test connection” at the credential."],
  },
  "hook.methodNotAllowed": {
    title: "The webhook takes another method",
    detail: ["This webhook takes {method} only.", "This webhook does not take this method."],
  },
  "hook.notFound": {
    title: "There is no such webhook",
    detail: "The address is not right, or its workflow is not published.",
  },
  "hook.notListening": {
    title: "Nobody is listening",
    detail: "Press “Listen for a call” in the trigger first, then send the call once more.",
  },
  "hook.callerUnknown": {
    title: "The sender is not known",
    detail:
      "This address takes calls only from senders that prove who they are: with the signature, password or token agreed with its owner.",
  },
  "hook.fromElsewhere": {
    title: "Calls from here are not taken",
    detail: "The owner of this webhook has named the addresses or sites from which it may be called.",
  },
  "hook.closed": {
    title: "The address is closed",
    detail: "Its owner has to enter the secret again by which senders are checked.",
  },
  "hook.tooLate": {
    title: "The call came too late",
    detail: "The step that waited for it has gone on or ended without it. Nothing was changed.",
  },
  "name.taken": {
    title: "The name is taken",
    detail: ["There is already something with the name {name}. Choose another one.", "Choose another name."],
  },
  "server.busy": { title: "The server is busy", detail: "Please try again in a moment." },
  "server.stopping": { title: "The server is stopping", detail: "Please try again in a moment." },
  "server.diskFull": {
    title: "The disk is full",
    detail: "Nothing was saved. Free some space on the server and try again.",
  },
  "server.internal": {
    title: "Something went wrong",
    detail: "The error is in Leeway. Try again; if it repeats, please report it.",
  },
};
