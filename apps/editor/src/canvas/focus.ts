/** Puts the focus on a card, which may have to be painted and measured first: a hidden one takes no focus. */
export function focusCard(id: string, tries = 30): void {
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    card?.focus({ preventScroll: true });
    if ((!card || document.activeElement !== card) && tries > 0) focusCard(id, tries - 1);
  });
}
