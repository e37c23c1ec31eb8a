import type { LoopProgress, RunChangeDto, WorkflowNews } from "@leeway/api";
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

/** What somebody wants to hear of a workflow. */
interface WorkflowListener {
  /** One of its runs came or moved. */
  onRun?: (change: RunChangeDto) => void;
  /** Others did something to it. */
  onNews?: (news: WorkflowNews) => void;
  /** One hears of it from now on; what happened before is not told. */
  onOpen?: () => void;
}

interface Followed {
  listeners: Set<WorkflowListener>;
  close: () => void;
}
const followed = new Map<string, Followed>();

/** All who listen share one connection: a browser opens six to one server, over all its tabs. */
export function followWorkflow(id: string, listener: WorkflowListener): () => void {
  const there = followed.get(id) ?? openWorkflow(id);
  there.listeners.add(listener);
  return () => {
    there.listeners.delete(listener);
    if (there.listeners.size > 0) return;
    there.close();
    followed.delete(id);
  };
}

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

function openWorkflow(id: string): Followed {
  const listeners = new Set<WorkflowListener>();
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE;
  const open = () => {
    source = new EventSource(plainAddress(`/workflows/${encodeURIComponent(id)}/events`));
    source.onopen = () => {
      pause = FIRST_PAUSE;
      for (const { onOpen } of listeners) onOpen?.();
    };
    source.onmessage = ({ data }) => {
      const change = JSON.parse(String(data)) as RunChangeDto;
      for (const { onRun } of listeners) onRun?.(change);
    };
    source.addEventListener("news", ({ data }) => {
      const news = JSON.parse(String(data)) as WorkflowNews;
      for (const { onNews } of listeners) onNews?.(news);
    });
    source.onerror = () => {
      // A connection that breaks the browser opens again by itself, one that was refused it does not.
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, pause);
      pause = Math.min(LONGEST_PAUSE, pause * 2);
    };
  };
  open();
  const close = () => {
    clearTimeout(timer);
    source.close();
  };
  const there = { listeners, close };
  followed.set(id, there);
  return there;
}
