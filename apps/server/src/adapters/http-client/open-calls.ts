import type { Cancellation } from "@leeway/engine";

/** Bounds how many calls one host has open at once; the others stand in line, each host in its own. */
export class OpenCalls {
  readonly #hosts = new Map<string, { open: number; line: Set<() => void> }>();

  constructor(private readonly most: number) {}

  /** Resolves with what to call when the call is over; with nothing when it was cancelled in the line. */
  async enter(host: string, cancellation: Cancellation): Promise<(() => void) | undefined> {
    const at = this.#hosts.get(host) ?? { open: 0, line: new Set() };
    this.#hosts.set(host, at);
    if (at.open < this.most) at.open += 1;
    else if (!(await standInLine(at.line, cancellation))) return undefined;
    return () => {
      const [next] = at.line;
      // The place goes over to the next one.
      if (next) return next();
      at.open -= 1;
      if (at.open === 0) this.#hosts.delete(host);
    };
  }
}

function standInLine(line: Set<() => void>, cancellation: Cancellation): Promise<boolean> {
  return new Promise((resolve) => {
    let forget = () => {};
    const step = (goes: boolean) => {
      line.delete(go);
      forget();
      resolve(goes);
    };
    const go = () => step(true);
    line.add(go);
    forget = cancellation.onRequest(() => step(false));
  });
}
