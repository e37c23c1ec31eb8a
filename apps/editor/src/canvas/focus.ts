const PATIENCE_MS = 3_000;

/**
 * Puts the focus on what may have to be loaded, painted and measured first: a hidden element takes no focus. Who has
 * gone elsewhere meanwhile is not called back.
 */
export function focusSoon(find: () => HTMLElement | null | undefined, options?: FocusOptions): void {
  const before = document.activeElement;
  const end = performance.now() + PATIENCE_MS;
  const look = () => {
    const wanted = find();
    wanted?.focus(options);
    const now = document.activeElement;
    if (wanted && now === wanted) return;
    const gone = now !== before && now !== null && now !== document.body;
    if (!gone && performance.now() < end) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const cardOf = (id: string) => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);

export function focusCard(id: string): void {
  focusSoon(() => cardOf(id), { preventScroll: true });
}

/** The same at once where the card is there: the next key, however soon, is meant for it. */
export function stepTo(id: string): void {
  cardOf(id)?.focus({ preventScroll: true });
  if (document.activeElement !== cardOf(id)) focusCard(id);
}
