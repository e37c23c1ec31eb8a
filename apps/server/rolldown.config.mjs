import { defineConfig } from "rolldown";

// Two thirds of a start were spent on finding and reading three thousand files of packages; here they become a few.
export default defineConfig({
  input: { main: "dist/main.js", cli: "dist/cli/cli.js" },
  platform: "node",
  // These load a binary that lies beside them.
  external: ["better-sqlite3", "@node-rs/argon2"],
  // Nest and TypeORM ask for packages that only other houses have, and go on without. What we ask for ourselves, tsc has found.
  onLog: (level, log, handle) => void (log.code === "UNRESOLVED_IMPORT" || handle(level, log)),
  output: {
    dir: "dist/bundle",
    cleanDir: true,
    // TypeORM names migrations, Nest its parts by the names of classes.
    keepNames: true,
    chunkFileNames: "[name].js",
  },
});
