/** “UTC+3” of a zone at a moment; zones without an offset are “UTC”. */
export function offsetOf(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(at);
  return (parts.find(({ type }) => type === "timeZoneName")?.value ?? "UTC").replace("GMT", "UTC");
}

export interface Zone {
  value: string;
  label: string;
}

/**
 * Every zone the browser knows, and those in use though it may not know them by this name (Europe/Kyiv was Europe/Kiev).
 * UTC comes first: it is in no list of places.
 */
export function zones(inUse: readonly string[], at: Date): Zone[] {
  const known = new Set(["UTC", ...inUse, ...Intl.supportedValuesOf("timeZone")]);
  return [...known].filter(isZone).map((value) => ({
    value,
    label: value === "UTC" ? value : `${value.replaceAll("_", " ")} · ${offsetOf(value, at)}`,
  }));
}

export function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
