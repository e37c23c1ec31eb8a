const reserved: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Names that no field, variable or key from outside may have: they reach what every object inherits. */
export const isReservedName = (name: string): boolean => reserved.has(name);
