import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import autocannon from "autocannon";
import { root } from "./pnpm.mjs";
import { freePort, startLeeway, until } from "./bench/server.mjs";
import { calling, computing } from "./bench/loops.mjs";
import { recovery } from "./bench/recovery.mjs";
import { saturation } from "./bench/limiter.mjs";
import { search } from "./bench/search.mjs";
import { startBeside } from "./bench/waiting.mjs";
import { callLeeloo, threeSets } from "./bench/workloads.mjs";

/**
 * Requests a second, p50 and p99 of two workloads at 1, 10 and 50 connections, every run saved, in turn with the floor
 * (bench/floor.mjs). Quote the ratios: single figures drift with the machine.
 */
const STEPS = Number(process.env.BENCH_STEPS ?? 1_000_000);
const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const ROUNDS = 5;
const WAITING = Number(process.env.BENCH_WAITING ?? 1_000_000);
const body = JSON.stringify({ name: "Оксана Коваль", phone: "+380 67 123 45 67", total: 1490, items: ["Курс"] });

const build = spawnSync(process.execPath, [join(root, "scripts/start.mjs"), "--build-only"], { stdio: "inherit" });
if (build.status !== 0) process.exit(1);

async function load(url, connections, duration) {
  const headers = { "content-type": "application/json" };
  const { requests, latency, non2xx, errors } = await autocannon({
    url,
    connections,
    duration,
    method: "POST",
    headers,
    body,
  });
  if (non2xx || errors) throw new Error(`${url}: ${non2xx} refused, ${errors} broken`);
  return { rate: requests.average, p50: latency.p50, p99: latency.p99 };
}

const middle = (figures) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];

/**
 * All of them in turn, several rounds: what disturbs the machine for a while disturbs each of them. Medians of the rounds, and of
 * the ratios to the first one of the same round, with the lowest and the highest.
 */
async function inTurn(urls, connections) {
  const names = Object.keys(urls);
  for (const name of names) await load(urls[name], connections, 2);
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) {
    const round = {};
    for (const name of names) round[name] = await load(urls[name], connections, seconds);
    rounds.push(round);
  }
  for (const name of names) {
    const of = (figure) => middle(rounds.map((round) => round[name][figure]));
    const ratios = rounds.map((round) => round[name].rate / round[names[0]].rate);
    const range = `${Math.min(...ratios).toFixed(3)}–${Math.max(...ratios).toFixed(3)}`;
    const ratio = name === names[0] ? ["1"] : [middle(ratios).toFixed(3), range];
    row(name, connections, of("rate").toFixed(0), of("p50"), of("p99"), ...ratio);
  }
}

/** Starts a script of bench/ that listens on the port it is given. */
async function neighbour(script) {
  const port = await freePort();
  const child = spawn(process.execPath, ["--conditions=node", join(root, "scripts/bench", script)], {
    env: { ...process.env, PORT: String(port) },
    stdio: "inherit",
  });
  const url = `http://127.0.0.1:${port}`;
  await until(() => fetch(url).then(() => true));
  return { url, stop: () => child.kill() };
}

const row = (...cells) => console.log(cells.map((cell, i) => String(cell).padEnd(i === 0 ? 34 : 12)).join(""));
const resident = (pid) => Number(spawnSync("ps", ["-o", "rss=", "-p", String(pid)]).stdout.toString()) / 1024;

/** Loops with a call for each item, beside a bare client. */
async function calls(leeway, url) {
  for (const after of [0, 20]) {
    const { started, warm, seconds: took, ofStarted, ofWarm } = await calling(leeway, 1_000, url, after);
    const end = `far end of ${after} ms`;
    row(`bare script, ${end}`, 1_000, started.toFixed(3), "", "", "1");
    row("the same client, warm", 1_000, warm.toFixed(3), "", "", (warm / started).toFixed(2));
    row(`one call each, ${end}`, 1_000, took.toFixed(3), "", "", ofStarted.toFixed(2), `${ofWarm.toFixed(2)} of warm`);
  }
}

/** Four minutes: a minute's calls are counted, three times, by a receiver that is asked for more than it takes. */
async function limiter() {
  row("a token's line that is always full", "", "a minute", "of most", "fullest", "critical p50", "p99 ms");
  const { perMinute, most, fullest, p50, p99 } = await saturation();
  const ratio = (perMinute / most).toFixed(3);
  row("5,000 bulk calls, and critical ones", "", perMinute.toFixed(1), ratio, fullest, p50.toFixed(0), p99.toFixed(0));
}

/** Starts beside few and beside many runs that wait. */
async function waiting() {
  row("a start beside waiting runs", "runs", "ready s", "CPU of 20 s", "p99 ms", "CPU of next", "p99 ms");
  for (const runs of [1_000, WAITING]) {
    const { ready, first, later } = await startBeside(runs);
    row(
      "ten webhooks a second",
      runs,
      ready.toFixed(2),
      first.cpu.toFixed(2),
      first.p99,
      later.cpu.toFixed(2),
      later.p99,
    );
  }
}

const alone = { search: () => search(STEPS, row), limiter, waiting };
if (Object.hasOwn(alone, process.argv[2] ?? "")) {
  await alone[process.argv[2]]();
  process.exit(0);
}
const plain = await neighbour("far-plain.mjs");
if (process.argv[2] === "calls") {
  const leeway = await startLeeway({ LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
  row("loop", "items", "seconds", "", "", "ratio");
  await calls(leeway, plain.url).finally(() => plain.stop());
  await leeway.stop();
  process.exit(0);
}
row("workload", "connections", "req/s", "p50 ms", "p99 ms", "of floor");
const bare = await neighbour("floor.mjs");
const far = await neighbour("far-leeloo.mjs");
const leeway = await startLeeway({ LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
try {
  const urls = {
    floor: `${bare.url}/`,
    "webhook → 3 set → if → respond": await threeSets(leeway),
    "webhook → Leeloo call → respond": await callLeeloo(leeway, far.url),
  };
  for (const connections of [1, 10, 50]) await inTurn(urls, connections);
  // The load ends in the middle of requests: their runs end, too.
  await until(async () => (await leeway.api("GET", "/runs?limit=1")).items[0]?.status === "succeeded");
  console.log(`resident memory of the server after the load: ${resident(leeway.pid).toFixed(0)} MB`);
  console.log("");
  row("loop", "items", "seconds", "others p99", "peak MB", "ratio");
  const ten = await computing(leeway, 10_000, body);
  row("five sets, every step saved", 10_000, ten.seconds.toFixed(2), ten.p99, ten.peak.toFixed(0), "1");
  const hundred = await computing(leeway, 100_000, body);
  const times = (hundred.seconds / ten.seconds).toFixed(1);
  row("five sets, every step saved", 100_000, hundred.seconds.toFixed(2), hundred.p99, hundred.peak.toFixed(0), times);
  await calls(leeway, plain.url);
} finally {
  bare.stop();
  far.stop();
  plain.stop();
  await leeway.stop();
}

const back = await recovery(1_000);
console.log("");
row("kill -9 with a call in flight each", "runs", "seconds", "after ready");
row("all going on after the start", 1_000, back.seconds.toFixed(2), back.afterReady.toFixed(2));
for (const part of Object.values(alone)) {
  console.log("");
  await part();
}
