import { useCallback, useMemo } from "react";
import type { FinalConnectionState } from "@xyflow/react";
import { notifications } from "@mantine/notifications";
import type { Place } from "../document/commands.js";
import { heldAt, loopAt } from "../document/moving.js";
import { nestingOf } from "../document/nesting.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { place, refusal } from "./actions.js";
import { aimAt } from "./drop-target.js";
import type { Card } from "./elements.js";

/** Where a card is on the canvas; React Flow counts from the loop in which it is. */
function placeOf({ id, position }: Card): Place {
  const { document, catalogue, nodes } = useEditor.getState();
  const corner = nodes.get(nestingOf(document, catalogue).parentOf(id) ?? "")?.position ?? { x: 0, y: 0 };
  return { x: position.x + corner.x, y: position.y + corner.y };
}

/** The loop over which cards are held, where that is another one than theirs. */
function aimedAt(cards: readonly Card[]): string | undefined {
  const { document, catalogue, shut } = useEditor.getState();
  const [card] = cards.filter(({ type }) => type !== "note");
  if (!card) return undefined;
  const without = cards.map(({ id }) => id);
  const loop = loopAt(document, heldAt(placeOf(card)), catalogue, { shut, without });
  return loop === nestingOf(document, catalogue).parentOf(card.id) ? undefined : loop;
}

/** What hears of cards that are dragged: over a loop it says so, and where they are let go they stay. */
export function useHolding() {
  const t = useT();
  return useMemo(() => {
    const over = (cards: readonly Card[]) => aimAt(aimedAt(cards));
    const drop = (cards: readonly Card[]) => {
      aimAt(undefined);
      const of = (note: boolean) =>
        new Map(cards.filter(({ type }) => (type === "note") === note).map((card) => [card.id, placeOf(card)]));
      const { cut, stayed } = place(of(false), of(true));
      if (stayed.length > 0) tell(t("loop.triggerStays"));
      if (cut > 0) tell(`${t("loop.cut", { count: cut })} ${t("loop.undo")}`);
    };
    return {
      onNodeDrag: (_event: unknown, _card: Card, cards: Card[]) => over(cards),
      onSelectionDrag: (_event: unknown, cards: Card[]) => over(cards),
      onNodeDragStop: (_event: unknown, _card: Card, cards: Card[]) => drop(cards),
      onSelectionDragStop: (_event: unknown, cards: Card[]) => drop(cards),
    };
  }, [t]);
}

/** A link let go over a card to which it may not lead is refused in words. */
export function useRefusal() {
  const t = useT();
  return useCallback(
    (state: FinalConnectionState) => {
      const source = state.fromNode?.id;
      const target = state.toNode?.id;
      if (source === undefined || target === undefined || state.isValid || state.fromHandle?.type !== "source") return;
      const why = refusal(source, state.fromHandle.id ?? "main", target);
      if (why && why !== "nowhere") tell(t(`link.refused.${why}`));
    },
    [t],
  );
}

const tell = (message: string) => notifications.show({ color: "gray", message });
