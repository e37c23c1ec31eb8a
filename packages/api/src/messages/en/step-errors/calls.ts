import type { Catalogue, Topic } from "../../texts.js";
import { fromHere, readsOnly } from "./phrases.js";

const moreTime = "If the service is often slow, give the step more time under “Options”.";
const lookItUp = "It is not known whether it took effect. Look it up in the service first, then decide here.";
const noHarm = "It is not known whether it took effect, but doing it once more does no harm";
const wasItDone =
  "Look in the service whether it took effect. If it is often slow, give the step more time under “Options”.";
const howSent = "Look at what was sent and answered in the step’s details.";
const tryLater = "Try again in a few minutes. Under “Options” a step can repeat such calls by itself.";
const fromLeeloo =
  "Take the token from Leeloo: Settings → Integrations → API. A refreshed token ends the old one, and some plans have no API access. Press “Test connection” at the credential afterwards.";

/** Calls of Leeloo and of other services, in English. */
export const calls: Topic<Catalogue["stepErrors"], "service" | "request" | "credential"> = {
  "credential.missing": {
    message: ["No access to {service} is chosen for this step.", "No access is chosen for this step."],
    hint: [
      "Open the step and choose a credential of the kind “{types}”, or add one there.{types, select, Leeloo { A token is made in Leeloo under Settings → Integrations → API.} other {}}",
      "Open the step and choose a credential, or add one there.",
    ],
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
};
