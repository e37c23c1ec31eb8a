import { spawnSync } from "node:child_process";
import { join } from "node:path";
import autocannon from "autocannon";
import { bareCalls } from "./bare.mjs";
import { fiveSets, oneCall, threeSets } from "./workloads.mjs";

const resident = (pid) => Number(spawnSync("ps", ["-o", "rss=", "-p", String(pid)]).stdout.toString()) / 1024;

/** Starts the workflow and waits for its end; answers how long it took, and the most memory that was seen. */
async function runOf(leeway, workflow) {
  const begin = performance.now();
  const { runId } = await leeway.api("POST", `/workflows/${workflow}/runs`, {});
  let peak = 0;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    peak = Math.max(peak, resident(leeway.pid));
    const { status, error } = await leeway.api("GET", `/runs/${runId}`);
    if (status === "succeeded") return { seconds: (performance.now() - begin) / 1000, peak };
    if (status === "failed") throw new Error(`the loop failed: ${error?.message}`);
  }
}

/** A loop of so many items through five steps that only compute, every step saved, while another webhook is called. */
export async function computing(leeway, items, body) {
  const workflow = await fiveSets(leeway, items);
  const url = await threeSets(leeway);
  const headers = { "content-type": "application/json" };
  const others = autocannon({ url, connections: 2, overallRate: 50, duration: 600, method: "POST", headers, body });
  const ran = await runOf(leeway, workflow);
  others.stop();
  const { latency, non2xx, errors } = await others;
  if (non2xx || errors) throw new Error(`${non2xx} other webhooks were refused, ${errors} broken`);
  return { ...ran, p99: latency.p99 };
}

/** Rounds until both are as quick as they get, and rounds that are measured. */
const WARMING = 3;
const MEASURED = 5;
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

/**
 * A loop of so many items with one HTTP call each, ten at a time, and the same calls by a bare client, by turns: as a script
 * that has just been started, and as warm as our server is. The far end answers after so many milliseconds. Medians.
 */
export async function calling(leeway, items, url, after) {
  const workflow = await oneCall(leeway, items, url, after);
  const rounds = [];
  for (let round = 0; round < WARMING + MEASURED; round++) {
    const started = script(items, url, after);
    const warm = await bareCalls(items, url, after);
    const seconds = await ownTime(leeway, workflow);
    if (round >= WARMING) rounds.push({ started, warm, seconds });
  }
  const of = (what) => median(rounds.map(what));
  return {
    started: of(({ started }) => started),
    warm: of(({ warm }) => warm),
    seconds: of(({ seconds }) => seconds),
    ofStarted: of(({ started, seconds }) => seconds / started),
    ofWarm: of(({ warm, seconds }) => seconds / warm),
  };
}

/** How long a run took by its own account: a tenth of a second is too short to ask for its end again and again. */
async function ownTime(leeway, workflow) {
  const { runId } = await leeway.api("POST", `/workflows/${workflow}/runs`, {});
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { status, createdAt, finishedAt, error } = await leeway.api("GET", `/runs/${runId}`);
    if (status === "succeeded") return (Date.parse(finishedAt) - Date.parse(createdAt)) / 1000;
    if (status === "failed") throw new Error(`the loop failed: ${error?.message}`);
  }
}

/** The same by a script of its own, from its first call on: starting Node and loading the client do not count. */
function script(items, url, after) {
  const file = join(import.meta.dirname, "bare.mjs");
  const { status, stdout } = spawnSync(process.execPath, [file, items, url, after].map(String), {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error("the bare script failed");
  return Number(stdout);
}
