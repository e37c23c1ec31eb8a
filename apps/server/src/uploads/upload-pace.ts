import { LRUCache } from "lru-cache";

const WINDOW_MS = 60_000;
/** Some megabytes at most. */
const REMEMBERED = 10_000;

/** What one sender may bring to one address. */
export interface PaceBounds {
  /** Bodies that are being read at the same time. */
  atOnce: number;
  /** Bytes of files in any minute; what is on its way counts when it has come. */
  bytes: number;
}

interface Sender {
  open: number;
  /** What was read lately, oldest first. */
  read: { at: number; bytes: number }[];
}

/** How fast files are taken from one sender: a disk is filled by many bodies that are each small enough, too. */
export class UploadPace {
  readonly #senders = new LRUCache<string, Sender>({ max: REMEMBERED });

  constructor(
    private readonly bounds: PaceBounds,
    private readonly now: () => number = Date.now,
  ) {}

  /** Answers how many seconds to wait, or what is to be told when the body has been read. */
  enter(who: string): { seconds: number } | { left: (bytes: number) => void } {
    const now = this.now();
    const sender = this.#senders.get(who) ?? { open: 0, read: [] };
    this.#senders.set(who, sender);
    // A clock that was set back does not shut the door for longer.
    sender.read = sender.read.filter(({ at }) => at > now - WINDOW_MS && at <= now);
    const bytes = sender.read.reduce((sum, one) => sum + one.bytes, 0);
    const oldest = sender.read[0];
    if (bytes >= this.bounds.bytes && oldest) return { seconds: Math.ceil((oldest.at + WINDOW_MS - now) / 1_000) };
    if (sender.open >= this.bounds.atOnce) return { seconds: 1 };
    sender.open += 1;
    return {
      left: (bytes) => {
        sender.open -= 1;
        if (bytes > 0) sender.read.push({ at: this.now(), bytes });
      },
    };
  }
}
