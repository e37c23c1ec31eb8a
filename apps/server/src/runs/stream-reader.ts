import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";

/** What responses have to wait for, before what they were given can be written. */
const heldUp = new WeakMap<ServerResponse, Promise<unknown>>();

/** Nothing more is read for a response until this is there: what would be, waits in memory. */
export function holdUp(response: ServerResponse, until: Promise<unknown>): void {
  heldUp.set(
    response,
    until.catch(() => {}),
  );
}

/** Who reads a stream of events. */
export interface StreamReader {
  /** Resolves once everything given so far has left for the client, or the client is gone. */
  taken: () => Promise<void>;
  /** Whether who opened the stream may still read. */
  welcome: () => boolean;
}

/** The client at the other end of a response. */
export function readerOf(response: ServerResponse, welcome: () => boolean): StreamReader {
  const taken = async () => {
    for (;;) {
      // Within one turn all that was given is written, as far as the response takes it.
      await nextTurn();
      const held = heldUp.get(response);
      if (held) {
        await held;
        if (heldUp.get(response) === held) heldUp.delete(response);
        continue;
      }
      if (response.destroyed || !response.writableNeedDrain) return;
      const given = new AbortController();
      const { signal } = given;
      await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]).catch(() => {});
      given.abort();
    }
  };
  return { taken, welcome };
}
