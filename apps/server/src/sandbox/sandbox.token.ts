/** Injection token of the built-in Leeloos, one for each workspace; null where it is off. */
export const SANDBOX = Symbol("sandbox");
