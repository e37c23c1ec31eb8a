/** Puts the focus on a card, which may have to be painted first. */
export function focusCard(id: string, tries = 10): void {
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    if (card) card.focus({ preventScroll: true });
    else if (tries > 0) focusCard(id, tries - 1);
  });
}
