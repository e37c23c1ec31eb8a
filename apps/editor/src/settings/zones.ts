/** “UTC+3” of a zone at a moment; zones without an offset are “UTC”. */
function offsetOf(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(at);
  return (parts.find(({ type }) => type === "timeZoneName")?.value ?? "UTC").replace("GMT", "UTC");
}

export interface Zone {
  value: string;
  label: string;
}

/**
 * Every zone the browser knows, under its name of today, and those in use.
 * UTC comes first: it is in no list of places.
 */
export function zones(inUse: readonly string[], at: Date): Zone[] {
  const known = new Map<string, string>();
  // Only what people wrote can be no zone: to ask of all of them takes a fifth of a second.
  for (const zone of ["UTC", ...inUse.filter(isZone), ...Intl.supportedValuesOf("timeZone").map(nameToday)]) {
    // What is in use keeps the name under which it is stored.
    if (!known.has(nameToday(zone))) known.set(nameToday(zone), zone);
  }
  return [...known].map(([name, value]) => ({ value, label: zoneInWords(name, at) }));
}

/** “Europe/Kyiv · UTC+2”, under the name of today. */
export function zoneInWords(zone: string, at: Date): string {
  const name = nameToday(zone);
  return name === "UTC" ? name : `${name.replaceAll("_", " ")} · ${offsetOf(zone, at)}`;
}

/** The same of what somebody wrote, as it stands where it is no zone. */
export const textInWords = (text: string, at: Date): string => (isZone(text) ? zoneInWords(text, at) : text);

/** Browsers keep places under names that have long changed; one looks for today's. */
const renamed: Readonly<Record<string, string>> = {
  "Europe/Kiev": "Europe/Kyiv",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "America/Godthab": "America/Nuuk",
  "Atlantic/Faeroe": "Atlantic/Faroe",
};
function nameToday(zone: string): string {
  const name = renamed[zone];
  return name !== undefined && isZone(name) ? name : zone;
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
