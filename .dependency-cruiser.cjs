// The rooms of ARCHITECTURE.md as rules: who may import whom. Run by scripts/check-rooms.mjs.
const room = (name, from, to) => ({ name, severity: "error", from: { path: from }, to: { path: to } });
/** Files alone may import something: `path` of theirs below `apps` and `packages`. Tests may all. */
const only = (name, files, to) => ({
  name,
  severity: "error",
  from: { path: "^(apps|packages)/", pathNot: ["\\.test\\.tsx?$|/testing/", ...files.map((file) => `^${file}`)] },
  to: { dependencyTypesNot: ["type-only"], ...to },
});
const server = "apps/server/src/";
const within = (...files) => files.map((file) => server + file);

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    room("engine-uses-nothing-of-ours", "^packages/engine/", "^(apps|packages/(?!engine/))"),
    {
      name: "engine-stays-pure",
      severity: "error",
      from: { path: "^packages/engine/src/", pathNot: "\\.test\\.ts$|/testing/" },
      to: { dependencyTypes: ["core"] },
    },
    room("nodes-use-the-engine", "^packages/nodes/", "^(apps|packages/(?!engine/|nodes/))"),
    {
      name: "definitions-never-import-runners",
      severity: "error",
      from: { path: "^packages/nodes/src/.*\\.node\\.ts$|^packages/nodes/src/index\\.ts$" },
      to: { path: "\\.run\\.ts$|/run\\.ts$" },
    },
    room("api-uses-the-engine", "^packages/api/", "^(apps|packages/(?!engine/|api/))"),
    room("sandbox-stands-alone", "^packages/leeloo-sandbox/", "^(apps|packages/(?!leeloo-sandbox/))"),
    room("server-never-imports-the-editor", "^apps/server/", "^apps/editor/"),
    room("editor-never-imports-server-or-sandbox", "^apps/editor/", "^(apps/server|packages/leeloo-sandbox)/"),
    {
      name: "only-the-canvas-knows-react-flow",
      severity: "error",
      from: { path: "^apps/editor/src/", pathNot: "^apps/editor/src/canvas/" },
      to: { path: "@xyflow" },
    },
    // The launch evaluates our own bundle, and asks V8 for its collector: no processes.
    only(
      "only-the-code-host-makes-processes",
      within(
        "adapters/code-host/(code-host|with-the-server|without-network)\\.ts$",
        "launch/(bundled|after-answers)\\.ts$",
      ),
      {
        path: "^(node:)?(child_process|vm|cluster|repl|inspector|inspector/promises|wasi)$",
      },
    ),
    // What loads modules by a name that is made while running gets past every rule here.
    only(
      "only-the-launch-loads-modules-by-name",
      within("launch/bundled\\.ts$", "adapters/code-host/code-process-options\\.ts$"),
      { path: "^(node:)?module$" },
    ),
    only(
      "only-the-index-the-log-and-the-update-have-threads",
      within(
        "search/index-thread(\\.service)?\\.ts$",
        "adapters/database/(checkpoint(s|-thread)|update-(door|thread))\\.ts$",
      ),
      { path: "^(node:)?worker_threads$" },
    ),
    // Each of these makes its paths of the data folder, of where the server's own files are, or of what the operator types:
    // no path that somebody sends can creep in elsewhere. What somebody sends lies under an id of ours (`upload-folder.ts`).
    only(
      "only-these-touch-files",
      within(
        "(main|server-folder)\\.ts$",
        "(backup|cli|launch)/",
        "adapters/code-host/code-(host|process-options)\\.ts$",
        "adapters/database/(database|data-folder|first-file|migrated-bytes|restored-folder|whereabouts)\\.ts$",
        "adapters/rate-gate/machine-uptime\\.ts$",
        "adapters/secrets/(key-file|open-keys)\\.ts$",
        "editor/editor-files\\.ts$",
        "sandbox/(open-sandbox|sandbox-archive)\\.ts$",
        "search/search-file\\.ts$",
        "uploads/upload-folder\\.ts$",
      ),
      { path: "^(node:)?(fs|fs/promises|sqlite)$|node_modules/(tar|@fastify/static)/" },
    ),
    only(
      "only-these-open-databases",
      within(
        "(backup|cli)/",
        "adapters/database/(database|exclusive-lock|checkpoint-thread)\\.ts$",
        "adapters/secrets/open-keys\\.ts$",
        "sandbox/sandbox-archive\\.ts$",
        "search/(index-thread|search-file)\\.ts$",
      ),
      { path: "node_modules/better-sqlite3/" },
    ),
    // Everything else asks `Http` or `Mail`, which refuse private addresses (docs/decisions/0009-one-way-out.md).
    only(
      "one-way-out",
      [
        ...within(
          "adapters/(http-client|mail)/",
          // To the server on this machine, by the operator's hand.
          "cli/api-server\\.ts$",
          // Through `guarded-fetch.ts`.
          "oidc/issuer\\.ts$",
          // What an address is, and the words of a status.
          "hooks/places\\.ts$",
          "accounts/(passkeys/relying-party|same-origin)\\.ts$",
          "problems/broken-requests\\.ts$",
          "adapters/database/update-(door|thread)\\.ts$",
        ),
        // The sandbox by itself; in the server it is mounted.
        "packages/leeloo-sandbox/src/serve\\.ts$",
      ],
      {
        path: "^(node:)?(http|https|http2|net|tls|dgram|dns|dns/promises)$|node_modules/(undici|nodemailer|openid-client)/",
      },
    ),
    {
      name: "the-server-never-uses-the-command-line",
      severity: "error",
      from: { path: "^apps/server/src/", pathNot: "^apps/server/src/cli/" },
      to: { path: "^apps/server/src/cli/" },
    },
    {
      name: "foreign-entities-stay-foreign",
      severity: "error",
      from: { path: "^apps/server/src/([^/]+)/", pathNot: "^apps/server/src/adapters/" },
      to: { path: "^apps/server/src/[^/]+/.*\\.entity\\.ts$", pathNot: "^apps/server/src/($1|adapters)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Ours alone: most packages have their code in a folder of that name.
    exclude: { path: "^(apps|packages)/[^/]+/dist/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ["leeway-source", "import", "node", "default"],
      exportsFields: ["exports"],
      extensionAlias: { ".js": [".ts", ".tsx", ".js"] },
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".css"],
    },
  },
};
