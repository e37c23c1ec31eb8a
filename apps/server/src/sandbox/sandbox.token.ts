/** Injection token of the built-in Leeloo; null where it is off. */
export const SANDBOX = Symbol("sandbox");
