// The rooms of ARCHITECTURE.md as rules: who may import whom. Run by scripts/check-rooms.mjs.
const room = (name, from, to) => ({ name, severity: "error", from: { path: from }, to: { path: to } });
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
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
    {
      name: "only-the-code-host-makes-processes",
      severity: "error",
      from: {
        path: "^(apps|packages)/",
        // The launch evaluates our own bundle, which is no process.
        pathNot: "\\.test\\.ts$|/testing/|^apps/server/src/(adapters/code-host/code-host|launch/bundled)\\.ts$",
      },
      to: { path: "^(node:)?(child_process|vm|cluster)$" },
    },
    {
      name: "only-the-index-and-the-log-have-threads",
      severity: "error",
      from: {
        path: "^(apps|packages)/",
        pathNot:
          "\\.test\\.ts$|/testing/|^apps/server/src/(search/index-thread(\\.service)?|adapters/database/checkpoint(s|-thread))\\.ts$",
      },
      to: { path: "^(node:)?worker_threads$" },
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
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ["leeway-source", "import", "node", "default"],
      exportsFields: ["exports"],
      extensionAlias: { ".js": [".ts", ".tsx", ".js"] },
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".css"],
    },
  },
};
