import type { Catalogue, Topic } from "../../texts.js";

/** Runs, and what is done with many of them, in English. */
export const runs: Topic<
  Catalogue["httpProblems"],
  "run" | "step" | "items" | "replay" | "bulk" | "backfill" | "orderCheck"
> = {
  "run.noTrigger": {
    title: "The run cannot start",
    detail: [
      "The workflow has no trigger {node}. Say which trigger is to start it.",
      "Say which trigger is to start it: the workflow has none or several.",
    ],
  },
  "run.noStep": {
    title: "There is no such step",
    detail: [
      "The draft has no step “{step}”: it may have been deleted, or its id is another one.",
      "The draft has no such step.",
    ],
  },
  "run.noData": {
    title: "There is nothing to try the step with",
    detail: [
      "Neither a run nor a kept sample has the data that “{step}” reads. Run up to here once, or keep a sample at the step that it comes from.",
      "Neither a run nor a kept sample has the data that this step reads.",
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
  "run.noRoomToCancel": {
    title: "No room to cancel the run",
    detail:
      "The server’s disk is full. Stop the workflow with the hand button at the top of its page: that holds at once, and nothing more is sent. Cancel the run once somebody has freed some space.",
  },
  "run.finished": { title: "The run has ended", detail: "It can no longer be changed. Start it again instead." },
  "replay.noStep": {
    title: "There is no such step",
    detail: [
      "The version that would run has no step “{step}”. Replay with the version that the run had, or from another step.",
      "The version that would run has no such step. Replay with the version that the run had, or from another step.",
    ],
  },
  "replay.noTrigger": {
    title: "This version cannot start from that trigger",
    detail: [
      "The run was started by “{step}”, and the version that would run has no such trigger, or another one in its place. Replay with the version that the run had.",
      "The version that would run does not have the trigger that started this run. Replay with the version that the run had.",
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
  "replay.mayRepeat": {
    title: "It may have been done already",
    detail: [
      "Nobody knows whether “{step}” took effect in this run, or in one that it has called, and it would be done once more: a message could arrive twice. Look there first.",
      "Nobody knows whether one of its steps took effect, and it would be done once more: a message could arrive twice. Look there first.",
    ],
  },
  "replay.open": {
    title: "The run has not ended",
    detail: "What is under way would be done twice. Wait for its end, or cancel it first.",
  },
  "replay.elsewhere": {
    title: "It has been run again already",
    detail: [
      "The run {runId} repeats it. See what came of that one before you do everything once more.",
      "Another run repeats it. See what came of that one before you do everything once more.",
    ],
  },
  "replay.above": {
    title: "The run that called it has not ended",
    detail: [
      "The run {runId} can still start it once more by itself. Wait for its end, then see whether it has.",
      "It can still be started once more by the run that called it. Wait for the end of that one, then see whether it has.",
    ],
  },
  "replay.below": {
    title: "A run that it called has been run again already",
    detail: [
      "The run {runId} repeats what this one called, and this one would call it once more. See what came of that one first.",
      "A run that this one called was repeated by itself, and this one would call it once more. See what came of that one first.",
    ],
  },
  "replay.erased": {
    title: "This run cannot be done again",
    detail: "A person’s data was erased from it, so it would do something else.",
  },
  "replay.gone": {
    title: "There is nothing left to run",
    detail:
      "The workflow, or the version that this run used, has been deleted. To do the same once more, start another workflow with this run’s data.",
  },
  "bulk.tooMany": {
    title: "Several of these are still being done",
    detail: ["Wait until one of them has ended: {count} are under way.", "Several of these are still being done."],
  },
  "items.loopGone": {
    title: "There is no such loop in that version",
    detail: [
      "In the version that would run, “{step}” is not there as a loop, or is in another place. Do the items again with the version that the run had.",
      "The version that would run has not this loop in this place. Do the items again with the version that the run had.",
    ],
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
    detail: [
      "Item {number} is being worked on, or one of its steps waits for somebody’s word. Wait until it has ended.",
      "Wait until the item has ended.",
    ],
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
};
