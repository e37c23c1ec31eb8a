// The page forbids eval, and zod would try whether it is there. It reads this before its first schema is made,
// which is before any code of the editor runs.
globalThis.__zod_globalConfig = { jitless: true };
