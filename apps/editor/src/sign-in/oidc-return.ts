const KEY = "leeway.oidc.back";

/** What was opened before one went to sign in elsewhere: it is there again afterwards. */
export function keepPlace(): void {
  try {
    sessionStorage.setItem(KEY, location.pathname + location.search + location.hash);
  } catch {
    // A browser that forbids storage begins at the first page.
  }
}

/** Where to go now; once. Only ever a page of our own. */
export function takePlace(): string {
  try {
    const place = sessionStorage.getItem(KEY) ?? "/";
    sessionStorage.removeItem(KEY);
    return /^\/(?!\/|sign-in\/)/.test(place) ? place : "/";
  } catch {
    return "/";
  }
}
