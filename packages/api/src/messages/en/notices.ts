import type { Catalogue } from "../texts.js";

/** What is written to people when a workflow fails and works again, in English. */
export const notices: Catalogue["notices"] = {
  failed: "“{workflow}” failed",
  attention: "“{workflow}” needs you",
  digest: "“{workflow}”: {count, plural, one {# more failure} other {# more failures}}",
  recovered: "“{workflow}” works again",
  test: "A test from Leeway",
  since: "It has been failing since {since}.",
  times: "{count} × {message}",
  missed:
    "{count, plural, one {Since the last notice # more run failed.} other {Since the last notice # more runs failed.}}",
  missedOrders: "“{workflow}”: {count, plural, one {an order came} other {# orders came}} without an event",
  missedOrdersText: "Leeloo has them, but has not told of them, so no workflow was started. You can start it for them.",
  openEvents: "Look at them: {url}",
  openRun: "Open the run: {url}",
  openRuns: "Open the runs: {url}",
  testText: "Notices of failed workflows will arrive here.",
  why: "Who is told is set in Leeway: {url}",
};
