import type { FileChooser, Page } from "@playwright/test";

type Chosen = Parameters<FileChooser["setFiles"]>[0];

/**
 * Whoever is asked for a file from now on chooses what `chosen` says then. To be called before the page is loaded:
 * Playwright tells the browser by itself to ask the test instead, and a key pressed before that has arrived opens nothing.
 * So `waitForEvent("filechooser")` beside a press loses it now and then.
 */
export function chooses(page: Page, chosen: () => Chosen) {
  page.on("filechooser", (chooser) => void chooser.setFiles(chosen()));
}
