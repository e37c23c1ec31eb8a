import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Public by its number, but the host's own: Azure's metadata and health service. */
const metadata = new Set(["168.63.129.16"]);
/** All of IPv6 that is given out to the public; everything else there is local, a tunnel or a translation. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address belongs to the open internet. Everything that ipaddr.js does not call plain unicast is refused,
 * so a range that becomes special later is refused until somebody looks. IPv4 inside IPv6 counts as the IPv4 it is.
 */
export function isPublicAddress(text: string): boolean {
  const plain = text.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (isIP(plain) === 0) return false;
  const address = ipaddr.process(plain);
  if (address.range() !== "unicast" || metadata.has(address.toString())) return false;
  return address.kind() === "ipv4" || (address as ipaddr.IPv6).match(globalUnicast);
}

/** Host and port as one of our lists spells them: `host`, any port, or `host:port`; IPv6 in brackets. */
export function matchesHost(list: readonly string[], url: URL): boolean {
  const host = bare(url.hostname);
  const port = portOf(url);
  return list.some((entry) => {
    const parts = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry.trim().toLowerCase());
    return parts !== null && bare(parts[1] ?? "") === host && (parts[2] === undefined || parts[2] === port);
  });
}

/** The port a URL leads to, also where it is the scheme's own and so not written. */
export function portOf(url: URL): string {
  return url.port !== "" ? url.port : url.protocol === "https:" ? "443" : "80";
}

const bare = (host: string) => host.replace(/\.$/, "");
