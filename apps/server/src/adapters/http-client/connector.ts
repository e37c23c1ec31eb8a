import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { isPublicAddress } from "./addresses.js";

/** The name leads to a private address. */
export class PrivateAddress extends Error {
  override name = "PrivateAddress";
}

/** An address with its family, as a lookup answers it. */
interface Address {
  address: string;
  family: number;
}
/** Looks a name up once. */
export type Resolve = (hostname: string) => Promise<Address[]>;
/** The system's own lookup, with every address it knows. */
export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * Connects to the address that was checked: the name is looked up once, here, and the socket gets the answer instead of
 * the name. A second lookup could answer differently (DNS rebinding).
 */
export function guardedConnector(mayBePrivate: boolean, timeoutMs: number, resolve: Resolve): buildConnector.connector {
  return (options, callback) => {
    void (async () => {
      try {
        const addresses = await checkedAddresses(options.hostname, mayBePrivate, resolve);
        buildConnector({
          timeout: timeoutMs,
          lookup: pinned(addresses),
          autoSelectFamily: true,
        } as buildConnector.BuildOptions)(options, callback);
      } catch (error) {
        callback(error instanceof Error ? error : new Error(String(error)), null);
      }
    })();
  };
}

/** Looks a name up, once. Throws PrivateAddress where it leads where it may not. */
export async function checkedAddresses(hostname: string, mayBePrivate: boolean, resolve: Resolve): Promise<Address[]> {
  const plain = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(plain);
  const addresses = family ? [{ address: plain, family }] : await resolve(plain);
  if (addresses.length === 0) throw Object.assign(new Error("no address"), { code: "ENOTFOUND" });
  // One private address among public ones is refused too: which one is taken is not ours to choose.
  if (!mayBePrivate && !addresses.every(({ address }) => isPublicAddress(address))) throw new PrivateAddress(hostname);
  return addresses;
}

/** A lookup that answers these addresses whatever it is asked. */
export function pinned(addresses: Address[]): LookupFunction {
  return (_hostname, options, callback) => {
    const first = addresses[0]!;
    if (options.all) (callback as unknown as (error: null, all: Address[]) => void)(null, addresses);
    else callback(null, first.address, first.family);
  };
}
