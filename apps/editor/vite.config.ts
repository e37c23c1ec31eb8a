import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { packedFiles } from "./packed-files.js";

const server = "http://127.0.0.1:3000";

/** Workspace packages are compiled from their source, so that a change there needs no build of its own. */
export default defineConfig({
  plugins: [react({ compiler: true }), packedFiles()],
  resolve: { conditions: ["leeway-source", "module", "browser", "development|production"] },
  server: { port: 5173, proxy: { "/api": server, "/hooks": server, "/sandbox": server } },
  build: {
    outDir: "dist",
    target: "es2022",
    // The editor comes from a server near by, whole: its largest piece (kB, before it is packed) is told of when it grows.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What three pages share is one file each, not one of forty: a file costs the browser more than its bytes.
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler|react-router)[\\/]/ },
            { name: "codemirror", test: /node_modules[\\/](@codemirror|@lezer|style-mod|w3c-keyname|crelt)[\\/]/ },
            { name: "flow", test: /node_modules[\\/](@xyflow|d3-)/ },
            { name: "mantine", test: /node_modules[\\/](@mantine|@floating-ui)[\\/]/, minShareCount: 3 },
            { name: "schemas", test: /node_modules[\\/](zod|luxon|croner)[\\/]/ },
            { name: "engine", test: /packages[\\/](engine|api)[\\/]/ },
            // After the engine, else all that they stand on would be theirs, and the first page would need them.
            { name: "nodes", test: /packages[\\/]nodes[\\/]src[\\/](?!templates|logic[\\/]code-fault)/ },
            { name: "shared", minShareCount: 3 },
          ],
        },
      },
    },
  },
});
