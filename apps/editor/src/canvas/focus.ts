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

export function focusCard(id: string): void {
  focusSoon(() => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`), {
    preventScroll: true,
  });
}
