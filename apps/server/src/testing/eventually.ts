type Found<T> = T | undefined | null | false;

/** Asks until `check` gives something, and answers that. How fast the machine is says nothing: what never comes fails. */
export async function eventually<T>(what: string, check: () => Found<T> | Promise<Found<T>>): Promise<T> {
  for (const end = Date.now() + 90_000; Date.now() < end;) {
    const value = await check();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never came: ${what}`);
}

/** Where a run stays. “Waiting” is not among them: what a limiter or a retry keeps for a moment is on its way. */
const ended = ["succeeded", "failed", "cancelled", "needs_attention"];

/** A run once it is in one of these; who expects it to wait says so. */
export const settled = <R extends { status: string }>(read: () => Promise<R>, until: readonly string[] = ended) =>
  eventually(`a run that is ${until.join(" or ")}`, async () => {
    const run = await read();
    return until.includes(run.status) && run;
  });
