import variant from "@jitl/quickjs-wasmfile-release-sync";
import { newQuickJSWASMModuleFromVariant, type QuickJSSyncVariant } from "quickjs-emscripten-core";
import { READY, type CodeAnswer, type CodeJob } from "./messages.js";
import { isFullFor, runCode } from "./run-code.js";

// The process in which people's code runs: started by code-host.ts, with nothing of the server in it.
// Its types describe the older form of the package.
const quickjs = await newQuickJSWASMModuleFromVariant(variant as unknown as QuickJSSyncVariant);
const tell = (message: unknown) => process.send?.(message);

process.on("message", (job: CodeJob) => {
  const result = runCode(quickjs, job);
  tell({ ...result, full: isFullFor(quickjs, job) } satisfies CodeAnswer);
});
process.on("disconnect", () => process.exit());
tell(READY);
