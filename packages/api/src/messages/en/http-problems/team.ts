import type { Catalogue, Topic } from "../../texts.js";

/** Workspaces and who works in them, in English. */
export const team: Topic<
  Catalogue["httpProblems"],
  "workspace" | "members" | "invitation" | "link" | "mail" | "label"
> = {
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
      "The link to “{workspace}” does not work any more. If you have a newer letter, use that one; if this is a mistake, ask {by}.",
      "Ask whoever invited you for a new one.",
    ],
  },
  "invitation.workspaceDeleted": {
    title: "This workspace was deleted",
    detail: [
      "“{workspace}” is not there any more, so the invitation leads nowhere. {by} knows more.",
      "The invitation leads nowhere. Ask whoever invited you.",
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
  "link.over": {
    title: "This link does not work any more",
    detail: "It was used already, or it is too old. Ask for a new one.",
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
};
