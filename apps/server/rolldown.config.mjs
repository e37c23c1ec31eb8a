import { defineConfig } from "rolldown";

/** A letter as JavaScript may write it anywhere: its own backslash, where it has one, means nothing and goes. */
const escaped = (_all, slashes, letter) =>
  `${slashes.slice(slashes.length % 2)}\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** One file of a program: two thirds of a start were spent on finding and reading three thousand files of packages. */
const bundle = (input, file, format, cleanDir = false) => ({
  input,
  platform: "node",
  // These load a binary that lies beside them.
  external: ["better-sqlite3", "@node-rs/argon2"],
  resolve: {
    alias: {
      // Where a package says that it is deprecated in Node, it first looks up its own line among 300,000: a tenth of a start.
      depd: "depd/lib/browser/index.js",
      // What undici has for cookies, which nobody here asks for, would load the second undici, which lies in Node: a thirtieth of a start.
      "./lib/web/cookies": false,
    },
  },
  // React brings itself twice, and takes the one for its developers unless this is set: half of its megabyte, and slower.
  transform: { define: { "process.env.NODE_ENV": '"production"' } },
  // Nest and TypeORM ask for packages that only other houses have, and go on without. What we ask for ourselves, tsc has found.
  onLog: (level, log, handle) => void (log.code === "UNRESOLVED_IMPORT" || handle(level, log)),
  // A source with a single letter beyond Latin-1 is kept with two bytes for every letter, as long as the server runs: 11 MB more.
  plugins: [
    {
      name: "ascii",
      generateBundle: (_options, files) => {
        for (const file of Object.values(files))
          if (file.type === "chunk") file.code = file.code.replace(/(\\*)([\u0080-\uffff])/g, escaped);
      },
    },
  ],
  output: {
    dir: "dist/bundle",
    entryFileNames: file,
    format,
    codeSplitting: false,
    cleanDir,
    comments: { jsdoc: false, annotation: false },
    // TypeORM names migrations, Nest its parts by the names of classes.
    keepNames: true,
  },
});

export default defineConfig([
  bundle("dist/launch/launch.js", "main.js", "esm", true),
  // V8 keeps compiled code of scripts, not of modules.
  bundle("dist/main.js", "server.cjs", "cjs"),
  bundle("dist/launch/launch-cli.js", "cli.js", "esm"),
  bundle("dist/cli/cli.js", "cli.cjs", "cjs"),
]);
