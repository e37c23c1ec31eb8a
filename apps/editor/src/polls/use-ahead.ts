import { ownOf } from "@leeway/engine";
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import type { PollAhead } from "@leeway/api";
import { aheadQuery } from "../api/polls.js";
import { readingOf } from "../document/reading.js";
import { useEditor } from "../document/store.js";
import { POLL_TRIGGER } from "./poll-trigger.js";

/** What is done with what came while a trigger rested. */
export type AheadChoice = "take" | "leave";

/** What publishing would start at once, and what people want of it. */
export interface AheadState {
  items: readonly PollAhead[];
  pending: boolean;
  error: Error | null;
  again: () => void;
  choices: Readonly<Record<string, AheadChoice>>;
  choose: (nodeId: string, choice: AheadChoice) => void;
  /** Triggers that leave it alone, by their nodes' ids. */
  leave: string[];
  /** All that has to be known is known, and chosen. */
  ready: boolean;
}

/** Whether the draft has a trigger of which something may be told. */
export const looksInLeeloo = (document: ReturnType<typeof useEditor.getState>["document"]): boolean =>
  readingOf(document).triggers.some(({ type, disabled }) => type === POLL_TRIGGER && disabled !== true);

/** Something came while it rested, or nobody can say: then somebody has to choose. */
export const wantsChoice = ({ kind, count, error }: PollAhead): boolean =>
  kind === "waiting" && (count > 0 || error !== null);

/** Worth a word before it goes live. */
export const wantsWord = (ahead: PollAhead): boolean => wantsChoice(ahead) || ahead.kind === "first";

export function useAhead(workflowId: string): AheadState {
  const enabled = useEditor(({ document }) => looksInLeeloo(document));
  const { data, error, isFetching, refetch } = useQuery({ ...aheadQuery(workflowId), enabled });
  const [choices, setChoices] = useState<Record<string, AheadChoice>>({});
  const items = data ?? [];
  const pending = enabled && isFetching;
  return {
    items,
    pending,
    error: pending ? null : error,
    again: () => void refetch(),
    choices,
    choose: (nodeId, choice) => setChoices((before) => ({ ...before, [nodeId]: choice })),
    leave: items
      .filter((one) => wantsChoice(one) && ownOf(choices, one.nodeId) === "leave")
      .map(({ nodeId }) => nodeId),
    ready: !enabled || (!pending && !error && items.every((one) => !wantsChoice(one) || ownOf(choices, one.nodeId))),
  };
}
