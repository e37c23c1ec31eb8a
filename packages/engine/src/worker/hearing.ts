/** What others have appended to a run's log (a cancel, say) and its worker has not read yet. */
export class Hearing {
  #unheard = false;
  #hearers: (() => void)[] = [];

  /** Something was said. */
  note(): void {
    this.#unheard = true;
  }

  get pending(): boolean {
    return this.#unheard;
  }

  /** Resolves once all that was said is read; nothing where that is so already. */
  get read(): Promise<void> | undefined {
    return this.#unheard ? new Promise((heard) => this.#hearers.push(heard)) : undefined;
  }

  /** All is read. */
  done(): void {
    this.#unheard = false;
    if (this.#hearers.length > 0) for (const hear of this.#hearers.splice(0)) hear();
  }
}
