import { saveDraft } from "../document/saving.js";
import { outdated } from "../ui/boundary.js";

const KEY = "leeway.reloaded";
/** Differs from build to build, since it has the hash of what it loads in its name. */
const build = import.meta.url;

function reloadedBefore(): boolean {
  try {
    return sessionStorage.getItem(KEY) === build;
  } catch {
    return true;
  }
}

/**
 * A tab left open over an update asks for parts that are gone. It saves and reloads by itself, once per build: where
 * that does not help, and where the draft cannot be saved, the page says so and has a button.
 */
export function reloadWhenUpdated(): void {
  window.addEventListener("vite:preloadError", () => {
    outdated.noticed = true;
    if (reloadedBefore()) return;
    sessionStorage.setItem(KEY, build);
    void saveDraft().then(
      () => location.reload(),
      () => undefined,
    );
  });
}
