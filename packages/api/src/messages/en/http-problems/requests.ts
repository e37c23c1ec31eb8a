import type { Catalogue, Topic } from "../../texts.js";

/** What is wrong with a call itself, in English. */
export const requests: Topic<Catalogue["httpProblems"], "request" | "method" | "server" | "calls" | "notFound"> = {
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
  notFound: { title: "Not found", detail: "It does not exist, or it belongs to another workspace." },
  "method.notAllowed": {
    title: "Not possible at this address",
    detail: ["The method {method} is not possible at this address.", "This method is not possible at this address."],
  },
  "server.busy": { title: "The server is busy", detail: "Please try again in a moment." },
  "server.updating": {
    title: "The server is being updated",
    detail:
      "Its database is being brought up to date, which takes some minutes where there is a lot in it. Please try again then.",
  },
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
