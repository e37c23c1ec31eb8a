import { fork } from "node:child_process";

// Stands for a server that is about to be killed: has a piece of code computed for ever, and says in which process. `bare`: without
// what the system does for the processes of the code host.
const [way, folder, source] = process.argv.slice(2);
const job = { source, timeoutMs: 3_600_000, memoryMb: 64, mostOutput: 1e6 };
/** Until the code is under way. */
const MOMENT_MS = 300;
setInterval(() => {}, 1_000);
const say = (...pids) => setTimeout(() => console.log(pids.join()), MOMENT_MS);

if (way === "bare") {
  const child = fork(`${folder}/code-process.js`, { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  child.once("message", () => {
    child.send({ ...job, input: "{}" });
    say(child.pid);
  });
} else {
  const { ForkedCodeHost } = await import(`${folder}/code-host.js`);
  const host = new ForkedCodeHost(`${folder}/code-process.js`);
  const of = { ...job, input: {}, workspaceId: "ws", workflowId: "wf" };
  await host.run({ ...of, source: "return 1;" });
  void host.run(of);
  say(...host.pids);
}
