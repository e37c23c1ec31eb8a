import ipaddr from "ipaddr.js";

/** Whom an address belongs to. A household has a whole /64 of IPv6: all of it is one. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const ip = ipaddr.process(address);
  return ip.kind() === "ipv6" ? ip.toByteArray().slice(0, 8).join(".") : ip.toString();
}
