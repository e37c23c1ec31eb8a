import type { EntryForm } from "../definition.js";
import { minutesOfDay } from "../time/sending-hours.js";
import { isZone } from "../time/zone.js";
import { isReservedName } from "./field-names.js";

const forms: Readonly<Record<EntryForm, (text: string) => boolean>> = {
  ipRange: isRange,
  /** Scheme, host and port alone: what browsers send as `Origin`. */
  webOrigin: (text) => /^https?:\/\/[^\s/?#@]+$/i.test(text),
  pathName: (text) => /^[\p{L}_][\p{L}\p{N}_]{0,63}$/u.test(text) && !isReservedName(text),
  timeOfDay: (text) => minutesOfDay(text) !== undefined,
  timezone: isZone,
};

/** Whether a text, or an entry of a list, is written as its form wants it. */
export const isEntry = (form: EntryForm, text: string): boolean => forms[form](text.trim());

function isRange(text: string): boolean {
  const [address = "", length, ...more] = text.split("/");
  if (more.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return false;
  if (isIpv4(address)) return Number(length ?? 32) <= 32;
  return isIpv6(address) && Number(length ?? 128) <= 128;
}

const isIpv4 = (text: string) =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split(".").every((part) => Number(part) <= 255);

/** RFC 4291, 2.2: eight groups, one run of zeros left out, the last two perhaps as IPv4. */
function isIpv6(text: string): boolean {
  const whole = text.replace(/:(\d+\.[\d.]+)$/, (_, ending: string) => (isIpv4(ending) ? ":0:0" : ":x"));
  const [before = "", after, ...more] = whole.split("::");
  if (more.length > 0) return false;
  const groupsOf = (part: string) => (part === "" ? [] : part.split(":"));
  const groups = [...groupsOf(before), ...groupsOf(after ?? "")];
  const count = after === undefined ? groups.length === 8 : groups.length < 8;
  return count && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
}
