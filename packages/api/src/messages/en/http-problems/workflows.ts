import type { Catalogue, Topic } from "../../texts.js";

/** Workflows and what they stand on, in English. */
export const workflows: Topic<
  Catalogue["httpProblems"],
  "workflow" | "hook" | "credential" | "values" | "choices" | "service" | "sandbox" | "name"
> = {
  "choices.needOther": {
    title: "Something else comes first",
    detail: ["Choose first: {needed}. The list depends on it.", "Choose first what the list depends on."],
  },
  "sandbox.closed": {
    title: "The sandbox is closed to you",
    detail:
      "This is Leeway’s built-in Leeloo sandbox. It answers only the workflows of its own Leeway and programs on the same machine.",
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
  "workflow.stopped": {
    title: "This workflow has runs that wait",
    detail:
      "This workflow is stopped, and runs wait until it goes on: its own, or what they have started in other workflows. Resume it, or stop these runs under “Runs”, then delete it.",
  },
  "values.changed": {
    title: "The list was changed meanwhile",
    detail:
      "Somebody saved this list after you had opened it. Your changes are not saved yet: load the newest list and check it.",
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
    detail: "The address is not right, its workflow is not published, or the run that waited for the call is gone.",
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
};
