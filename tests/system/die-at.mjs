// Loaded before a command (`NODE_OPTIONS=--import=…`): kills it by SIGKILL at the DIE_AT-th call that changes files.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

let left = Number(process.env["DIE_AT"]);
/** Before the call, so that the one before it is the last that was made. */
const counted = (call) =>
  function dying(...args) {
    if (left-- === 0) process.kill(process.pid, "SIGKILL");
    return call.apply(this, args);
  };
const sync = ["renameSync", "rmSync", "mkdirSync", "writeFileSync", "fsyncSync", "createWriteStream", "chownSync"];
for (const name of sync) fs[name] = counted(fs[name]);
for (const name of ["open", "rename", "rm", "mkdtemp"]) fs.promises[name] = counted(fs.promises[name]);
syncBuiltinESMExports();
