import { readJournal, type JournalEntry, type Picture } from "./journal.js";
import { Sandbox, type SandboxOptions } from "./sandbox.js";
import type { Delivery } from "./slot.js";

/** How the worlds are made. */
export interface WorldsOptions extends Omit<SandboxOptions, "persist"> {
  /** Takes a line of the journal before what it says counts; what it throws undoes the call. */
  persist?: (line: string) => void;
}

/** An entry with whose world it is of. */
type Line = JournalEntry & { world: string };
/** From before every owner had a world of their own: one Leeloo for all, with a webhook for each. */
type OldLine = { world?: undefined } & (
  | Exclude<JournalEntry, { kind: "target" | "delivery" | "picture" }>
  | { kind: "target"; owner: string; url: string | null }
  | { kind: "delivery"; delivery: OldDelivery }
  | { kind: "picture"; picture: OldPicture }
);
type OldDelivery = Delivery & { owner: string };
type OldPicture = Omit<Picture, "target" | "deliveries"> & {
  targets?: [owner: string, url: string][];
  deliveries?: OldDelivery[];
};

/** A Leeloo for each owner, made when it is first looked at: nobody sees another's people, orders, messages or requests. */
export class Worlds {
  readonly #worlds = new Map<string, Sandbox>();
  readonly #persist: (line: string) => void;
  readonly #options: SandboxOptions;

  constructor({ persist = () => {}, ...options }: WorldsOptions = {}) {
    this.#persist = persist;
    this.#options = options;
  }

  /** The Leeloo of an owner. */
  of(owner: string): Sandbox {
    const known = this.#worlds.get(owner);
    if (known) return known;
    const persist = (entry: JournalEntry) => this.#persist(lineOf({ world: owner, ...entry }));
    const made = new Sandbox({ ...this.#options, persist });
    this.#worlds.set(owner, made);
    return made;
  }

  /** All worlds, each as one line of a journal. */
  export(): string {
    const pictures = [...this.#worlds].map(([world, sandbox]) => ({ world, picture: sandbox.picture() }));
    return pictures.map((one) => lineOf({ kind: "picture", ...one })).join("");
  }

  /** Takes up a journal instead of what is there. What says of no owner whose it is goes to `heir`, if there is one. */
  import(journal: string, heir?: string): void {
    this.#worlds.clear();
    for (const line of readJournal<Line | OldLine>(journal))
      for (const { world, ...entry } of line.world === undefined ? split(line, heir) : [line])
        this.of(world).replay(entry);
  }
}

const lineOf = (line: Line): string => `${JSON.stringify(line)}\n`;

function split(old: OldLine, heir: string | undefined): Line[] {
  if (old.kind === "target") return [{ kind: "target", url: old.url, world: old.owner }];
  if (old.kind === "delivery") return [deliveryLine(old.delivery)];
  if (old.kind !== "picture") return heir === undefined ? [] : [{ ...old, world: heir }];
  const { targets = [], deliveries = [], ...rest } = old.picture;
  const picture = { ...rest, target: null, deliveries: [] };
  return [
    ...(heir === undefined ? [] : [{ kind: "picture" as const, picture, world: heir }]),
    ...targets.map(([world, url]) => ({ kind: "target" as const, url, world })),
    ...deliveries.map(deliveryLine),
  ];
}

const deliveryLine = ({ owner, ...delivery }: OldDelivery): Line => ({ kind: "delivery", delivery, world: owner });
