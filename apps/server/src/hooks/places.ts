import { BlockList, isIPv4, isIPv6 } from "node:net";
import type { Json } from "@leeway/engine";

const textsIn = (value: Json | undefined): string[] =>
  (Array.isArray(value) ? value : []).flatMap((entry) => (typeof entry === "string" ? [entry.trim()] : []));

/** Whether a list names something; then nothing else may come in, whatever is wrong with its entries. */
export const names = (list: Json | undefined): list is Json[] => Array.isArray(list) && list.length > 0;

/** Made once for each list: a published document's never changes. */
const ranges = new WeakMap<Json[], BlockList>();

/** Whether an address of a client is among addresses and ranges. */
export function isAmong(list: Json[], address: string): boolean {
  let range = ranges.get(list);
  if (!range) ranges.set(list, (range = rangeOf(list)));
  // An IPv4 client of a server that listens on IPv6.
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  return range.check(plain, isIPv4(plain) ? "ipv4" : "ipv6");
}

function rangeOf(list: Json[]): BlockList {
  const range = new BlockList();
  for (const entry of textsIn(list)) {
    const [address = "", length] = entry.split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    const most = family === "ipv4" ? 32 : 128;
    const bits = Number(length ?? most);
    // Publishing refuses anything else; what gets here all the same names nobody.
    if ((isIPv4(address) || isIPv6(address)) && bits <= most) range.addSubnet(address, bits, family);
  }
  return range;
}

/** Whether a browser's `Origin` is among sites. */
export const isSiteAmong = (list: Json[], origin: string): boolean =>
  textsIn(list).some((site) => site.toLowerCase() === origin.toLowerCase());
