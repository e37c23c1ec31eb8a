import { defineConfig } from "rolldown";

/** One file of a program: two thirds of a start were spent on finding and reading three thousand files of packages. */
const bundle = (input, file, format, cleanDir = false) => ({
  input,
  platform: "node",
  // These load a binary that lies beside them.
  external: ["better-sqlite3", "@node-rs/argon2"],
  // Nest and TypeORM ask for packages that only other houses have, and go on without. What we ask for ourselves, tsc has found.
  onLog: (level, log, handle) => void (log.code === "UNRESOLVED_IMPORT" || handle(level, log)),
  output: {
    dir: "dist/bundle",
    entryFileNames: file,
    format,
    codeSplitting: false,
    cleanDir,
    // TypeORM names migrations, Nest its parts by the names of classes.
    keepNames: true,
  },
});

export default defineConfig([
  bundle("dist/launch/launch.js", "main.js", "esm", true),
  // V8 keeps compiled code of scripts, not of modules.
  bundle("dist/main.js", "server.cjs", "cjs"),
  bundle("dist/cli/cli.js", "cli.js", "esm"),
]);
