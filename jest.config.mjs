// One Jest for the whole house. Browser tests run with Playwright (tests/browser); both by `npm test`.
const swc = {
  jsc: {
    target: "es2022",
    parser: { syntax: "typescript", tsx: true, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: "automatic" } },
  },
  module: { type: "es6" },
};
export default {
  testEnvironment: "node",
  // A busy machine is slow, not wrong: what hangs is still found.
  testTimeout: 30_000,
  testEnvironmentOptions: { customExportConditions: ["leeway-source", "node"] },
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  transform: { "^.+\\.tsx?$": ["@swc/jest", swc] },
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  testMatch: [
    "<rootDir>/tests/system/*.test.ts",
    "<rootDir>/{apps,packages}/*/src/**/*.test.{ts,tsx}",
    "<rootDir>/scripts/**/*.test.{ts,mjs}",
  ],
  coverageProvider: "v8",
};
