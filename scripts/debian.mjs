import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Installs packages of Debian where this is one and we are root; elsewhere nothing happens. */
export function installFromDebian(why, ...packages) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log(`Installing ${packages[0]} for ${why} …`);
  const options = {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  spawnSync("apt-get", ["update", "-qq"], options);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], options);
}

/** Tests look at the system's own calls with strace. Without it they are skipped, and fail under CI. */
export function ensureStrace() {
  if (process.platform !== "linux" || !spawnSync("strace", ["-V"]).error) return;
  installFromDebian("the tests that look at the system's calls", "strace");
}
