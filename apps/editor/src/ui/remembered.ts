/** Small choices of this browser (theme, workspace, closed panels). A browser that forbids storage forgets them. */
export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(`leeway.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`leeway.${name}`);
    else localStorage.setItem(`leeway.${name}`, value);
  } catch {
    // Private windows may forbid it; then the choice lasts until the page is closed.
  }
}
