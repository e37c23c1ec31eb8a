const reserved: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Names that no field of an object made here may have: programs that read it may take them for something else. */
export const isReservedName = (name: string): boolean => reserved.has(name);
