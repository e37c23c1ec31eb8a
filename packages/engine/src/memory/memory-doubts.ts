import type { Doubts } from "../ports.js";

type Sending = Parameters<Doubts["sending"]>[0];
type Entry = Parameters<Doubts["claim"]>[0];

/** Which entry belongs to which step, as long as the process lives; the suite in testing/ says what all of them do. */
export class MemoryDoubts implements Doubts {
  readonly #sent = new Map<string, { step: string; at: number }[]>();
  readonly #taken = new Map<string, string>();

  constructor(private readonly now: () => number = () => 0) {}

  sending(call: Sending): Promise<void> {
    const name = JSON.stringify([call.workspaceId, call.service, call.mark]);
    this.#sent.set(name, [...(this.#sent.get(name) ?? []), { step: stepOf(call), at: this.now() }]);
    return Promise.resolve();
  }

  claim(entry: Entry): Promise<boolean> {
    const { workspaceId, service, mark, match, since } = entry;
    const alike = this.#sent.get(JSON.stringify([workspaceId, service, mark])) ?? [];
    const step = stepOf(entry);
    if (alike.some((other) => other.step !== step && other.at >= since)) return Promise.resolve(false);
    const name = JSON.stringify([workspaceId, service, match]);
    const owner = this.#taken.get(name) ?? step;
    this.#taken.set(name, owner);
    return Promise.resolve(owner === step);
  }
}

const stepOf = ({ runId, stepKey }: Pick<Sending, "runId" | "stepKey">) => JSON.stringify([runId, stepKey]);
