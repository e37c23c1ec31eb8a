/** Everything the engine needs from outside. Every adapter passes the suites in testing/. */
export * from "./ports/run-store.js";
export * from "./ports/signals.js";
export * from "./ports/rate-gate.js";
export * from "./ports/secrets.js";
export * from "./ports/keepers.js";
export * from "./ports/other-code.js";
export * from "./ports/http.js";
export * from "./ports/mail.js";
export * from "./ports/clock.js";
