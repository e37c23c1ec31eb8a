/**
 * Whether the focus stays in a field. A list or a tree of data that was opened from it lies elsewhere in the page, but is
 * part of it.
 */
export const isWithin = (field: Element, focused: Element | null): boolean =>
  field.contains(focused) || (focused?.closest("[data-portal]") ?? null) !== null;
