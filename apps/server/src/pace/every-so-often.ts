/** Does work at its start and every so often after it. Nobody waits for it, and an ending process does not either. */
export class EverySoOften {
  #timer: NodeJS.Timeout | undefined;

  /** `surprise` hears of a time that failed: the next one tries again. */
  constructor(
    private readonly everyMs: number,
    private readonly work: (now: number) => Promise<unknown>,
    private readonly surprise: (error: unknown) => void,
  ) {}

  start(): void {
    const once = () => void this.work(Date.now()).catch(this.surprise);
    this.#timer ??= setInterval(once, this.everyMs).unref();
    once();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
