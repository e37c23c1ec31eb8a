import type { LoopProgress, RunChangeDto } from "@leeway/api";
import type { RunEvent } from "@leeway/engine";
import { plainAddress } from "./http.js";

export interface RunListener {
  onEvent: (event: RunEvent) => void;
  /** How far a loop is: comes in the place of what happens to its items, however many they are. */
  onLoop: (progress: LoopProgress) => void;
  /** The connection broke, and the browser opens it again by itself; or it is there again. */
  onLost: (lost: boolean) => void;
  onGone: () => void;
}

/**
 * The log of a run as it grows, without the items of its loops. The browser resumes after the last event on its own; the
 * server closes after the last one, which an EventSource would take for a fault, so the run's end says when to stop.
 */
export function followRun(id: string, { onEvent, onLoop, onLost, onGone }: RunListener): () => void {
  const source = new EventSource(plainAddress(`/runs/${encodeURIComponent(id)}/events?items=none`));
  source.onmessage = ({ data }) => {
    const event = JSON.parse(String(data)) as RunEvent;
    onEvent(event);
    if (event.type === "run.finished") source.close();
  };
  source.addEventListener("loop", ({ data }) => onLoop(JSON.parse(String(data)) as LoopProgress));
  source.onopen = () => onLost(false);
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) onGone();
    else onLost(true);
  };
  return () => source.close();
}

const followed = new Map<string, { source: EventSource; listeners: Set<(change: RunChangeDto) => void> }>();

/**
 * Runs of a workflow that come or move. All who listen share one connection: a browser opens six to one server, over
 * all its tabs.
 */
export function followWorkflow(id: string, onChange: (change: RunChangeDto) => void): () => void {
  const there = followed.get(id) ?? {
    source: new EventSource(plainAddress(`/workflows/${encodeURIComponent(id)}/events`)),
    listeners: new Set(),
  };
  const { source, listeners } = there;
  followed.set(id, there);
  listeners.add(onChange);
  source.onmessage = ({ data }) => {
    const change = JSON.parse(String(data)) as RunChangeDto;
    for (const listener of listeners) listener(change);
  };
  return () => {
    listeners.delete(onChange);
    if (listeners.size > 0) return;
    source.close();
    followed.delete(id);
  };
}
