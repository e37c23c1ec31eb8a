import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import autocannon from "autocannon";
import { root } from "./pnpm.mjs";
import { freePort, startLeeway, until } from "./bench/server.mjs";
import { callLeeloo, threeSets } from "./bench/workloads.mjs";

/**
 * Requests a second, p50 and p99 of two workloads at 1, 10 and 50 connections, every run saved, next to the floor of the
 * same run (bench/floor.mjs). Quote the ratios: single figures drift with the machine.
 */
const seconds = Number(process.env.BENCH_SECONDS ?? 6);
const body = JSON.stringify({ name: "Оксана Коваль", phone: "+380 67 123 45 67", total: 1490, items: ["Курс"] });

const build = spawnSync(process.execPath, [join(root, "scripts/start.mjs"), "--build-only"], { stdio: "inherit" });
if (build.status !== 0) process.exit(1);

async function load(url, connections) {
  const shot = (duration) =>
    autocannon({ url, connections, duration, method: "POST", headers: { "content-type": "application/json" }, body });
  await shot(2);
  const result = await shot(seconds);
  if (result.non2xx || result.errors) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} broken`);
  return {
    rate: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    count: result.requests.total,
  };
}

async function floor() {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, "scripts/bench/floor.mjs")], {
    env: { ...process.env, PORT: String(port) },
    stdio: "inherit",
  });
  const url = `http://127.0.0.1:${port}/`;
  await until(
    async () => (await fetch(url, { method: "POST", body: "{}", headers: { "content-type": "application/json" } })).ok,
  );
  return { url, stop: () => child.kill() };
}

const row = (...cells) => console.log(cells.map((cell, i) => String(cell).padEnd(i === 0 ? 34 : 12)).join(""));
row("workload", "connections", "req/s", "p50 ms", "p99 ms", "of floor");
const bare = await floor();
const leeway = await startLeeway();
try {
  const urls = {
    "webhook → 3 set → if → respond": await threeSets(leeway),
    "webhook → Leeloo call → respond": await callLeeloo(leeway),
  };
  for (const connections of [1, 10, 50]) {
    const base = await load(bare.url, connections);
    row("floor", connections, base.rate.toFixed(0), base.p50, base.p99, "1");
    for (const [name, url] of Object.entries(urls)) {
      const { rate, p50, p99 } = await load(url, connections);
      row(name, connections, rate.toFixed(0), p50, p99, (rate / base.rate).toFixed(3));
    }
  }
  const { items } = await leeway.api("GET", "/runs?limit=1");
  if (items[0]?.status !== "succeeded") throw new Error(`the last run is ${items[0]?.status}`);
  const memory = spawnSync("ps", ["-o", "rss=", "-p", String(leeway.pid)]).stdout.toString();
  console.log(`resident memory of the server after the load: ${(Number(memory) / 1024).toFixed(0)} MB`);
} finally {
  bare.stop();
  await leeway.stop();
}
