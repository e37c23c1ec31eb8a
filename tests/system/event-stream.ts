import { apiKey, type Leeway } from "./leeway.js";

export interface StreamMessage {
  id: string | undefined;
  data: Record<string, unknown>;
}

/** A stream of server-sent events as a program reads it. */
export class EventStream {
  readonly messages: StreamMessage[] = [];
  status = 0;
  type = "";
  /** Resolves when the server has ended the stream; true: in order, false: the connection broke. */
  readonly ended: Promise<boolean>;
  readonly #stop = new AbortController();

  private constructor(url: string, headers: Record<string, string>, opened: () => void) {
    this.ended = this.#read(url, headers, opened);
  }

  /** Resolves once the answer has begun. */
  static async open(leeway: Leeway, path: string, headers: Record<string, string> = {}): Promise<EventStream> {
    let opened = () => {};
    const begun = new Promise<void>((resolve) => (opened = resolve));
    const stream = new EventStream(`${leeway.origin}/api/v1${path}`, headers, opened);
    await Promise.race([begun, stream.ended]);
    return stream;
  }

  close(): void {
    this.#stop.abort();
  }

  async #read(url: string, headers: Record<string, string>, opened: () => void): Promise<boolean> {
    try {
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${apiKey}`, ...headers },
        signal: this.#stop.signal,
      });
      this.status = answer.status;
      this.type = answer.headers.get("content-type") ?? "";
      opened();
      let rest = "";
      for await (const piece of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const blocks = (rest + piece).split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) this.#take(block);
      }
      return true;
    } catch {
      return false;
    }
  }

  #take(block: string): void {
    const field = (name: string) =>
      block
        .split("\n")
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const data = field("data");
    if (data !== undefined) this.messages.push({ id: field("id"), data: JSON.parse(data) as Record<string, unknown> });
  }
}
