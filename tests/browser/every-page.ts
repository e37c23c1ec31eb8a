import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { chain, document, node } from "../system/documents.js";
import { call, expect } from "./leeway.js";

const editor = readFileSync(join(import.meta.dirname, "../../apps/editor/src/workspace/app.tsx"), "utf8");

/** The addresses of the editor's table of routes, each whole. */
export function routes(): string[] {
  const within: string[] = [];
  const found: string[] = [];
  for (const [tag, path] of editor.matchAll(
    /<Route\b(?: path="([^"]+)")?[^<>]*(?:element=\{<[^>]*\/>\})?[^<>]*>|<\/Route>/g,
  )) {
    if (tag === "</Route>") within.pop();
    else {
      const whole = [...within, path ?? ""].filter((part) => part !== "").join("/");
      if (path !== undefined) found.push(whole);
      if (!tag.endsWith("/>")) within.push(path ?? "");
    }
  }
  return [...new Set(found)];
}

/** What there is to look at. */
export interface Made {
  workflow: string;
  run: string;
  person: string;
}
export const heading = "h1, h2";

/** How one comes to each of them, and what is there once it is read. */
export const pages: Readonly<Record<string, (made: Made) => { path: string; there?: string }>> = {
  "sign-in/callback": () => ({ path: "/sign-in/callback?error=access_denied" }),
  "reset-password": () => ({ path: "/reset-password#old" }),
  invitation: () => ({ path: "/invitation#old" }),
  "*": () => ({ path: "/nowhere" }),
  workflows: () => ({ path: "/workflows", there: "table" }),
  "workflows/templates": () => ({ path: "/workflows/templates", there: '[data-testid^="template-"]' }),
  "workflows/:id": ({ workflow }) => ({ path: `/workflows/${workflow}`, there: '[data-testid="node-order"]' }),
  "workflows/:id/versions": ({ workflow }) => ({
    path: `/workflows/${workflow}/versions`,
    there: '[data-testid="sketch-order"]',
  }),
  runs: () => ({ path: "/runs", there: '[data-testid^="run-row-"]' }),
  "runs/:id": ({ run }) => ({ path: `/runs/${run}`, there: '[data-testid="step-answer"]' }),
  restored: () => ({ path: "/restored" }),
  attention: () => ({ path: "/attention", there: '[data-testid="say-approve"]' }),
  "people/:id": ({ person }) => ({ path: `/people/${person}`, there: '[data-testid="person-facts"]' }),
  events: () => ({ path: "/events", there: '[data-testid="hub-url"]' }),
  leeloo: () => ({ path: "/leeloo", there: '[data-testid="sandbox-request"]' }),
  data: () => ({ path: "/data", there: '[data-testid="value-row-site_lgt"]' }),
  credentials: () => ({ path: "/credentials", there: '[data-testid^="credential-row-"]' }),
  "oauth/callback": () => ({ path: "/oauth/callback?error=access_denied", there: "[role=alert]" }),
  limits: () => ({ path: "/limits", there: '[data-testid="limit"]' }),
  team: () => ({ path: "/team", there: '[data-testid^="member-"]' }),
  "workspaces/new": () => ({ path: "/workspaces/new", there: "form" }),
  account: () => ({ path: "/account", there: '[data-testid="session"]' }),
  settings: () => ({ path: "/settings", there: '[data-testid="timezone"]' }),
  "settings/audit": () => ({ path: "/settings/audit", there: '[data-testid="audit-setup.done"]' }),
};

/** 1280 pixels at 400 % are 320: there one scrolls in one direction only, but on the canvas. */
const widths = [1280, 320];
const drawn = new Set(["workflows/:id", "workflows/:id/versions"]);

/** What is wrong with a page that is open, whatever it shows: it has no name, or something on it is too wide. */
export async function wrongWith(page: Page, route: string): Promise<string[]> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  const title = await page.title();
  const wrong = /.+ · Leeway$/.test(title) ? [] : [`${route}: it is called “${title}”`];
  const { height = 720 } = page.viewportSize() ?? {};
  for (const width of widths) {
    if (width < 1280 && drawn.has(route)) continue;
    await page.setViewportSize({ width, height });
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    wrong.push(
      ...(await page.evaluate<string[]>(`["html", "main"].flatMap((name) => {
        const box = document.querySelector(name);
        return box && box.scrollWidth > box.clientWidth ? ["${route} at ${width}: " + name + " is " + box.scrollWidth + " wide"] : [];
      })`)),
    );
  }
  await page.setViewportSize({ width: 1280, height });
  return [...wrong, ...(await cutWords(page)).map((words) => `${route}: of a button's “${words}” a part is cut off`)];
}

/** The words of buttons that are not all to be seen: too wide for it, or not in its middle. */
export function cutWords(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll(".mantine-Button-root")].flatMap((button) => {
    const label = button.querySelector(".mantine-Button-label");
    // Where there is no room, words are left to screen readers.
    if (!label || !button.checkVisibility() || label.clientWidth < 3) return [];
    const middle = (of) => { const { top, height } = of.getBoundingClientRect(); return top + height / 2; };
    const whole = label.scrollWidth <= label.clientWidth + 1 && button.scrollWidth <= button.clientWidth + 1;
    return whole && Math.abs(middle(label) - middle(button)) < 3 ? [] : [label.textContent];
  })`);
}

/** Something to look at on each of them, with the demo's workflow. */
export async function make(page: Page, workflow: string): Promise<Made> {
  const { runId: run } = await call(page, "POST", `/workflows/${workflow}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${run}`)).status).toBe("succeeded");
  // The first run makes a person, the next one finds them.
  const steps = JSON.stringify(await call(page, "GET", `/runs/${run}/steps`));
  const person = /"person_id":"([0-9a-f]{24})"/.exec(steps)?.[1] ?? "";
  // A name that is the same in every language.
  const called = { name: "VIP" };
  const ask = node("ok", "logic.wait", { mode: "approval", message: "40 %?" }, called);
  const asks = document("VIP", [node("in", "trigger.manual", {}, called), ask], chain("in", "ok"));
  const { id } = await call(page, "POST", "/workflows", { document: asks });
  await call(page, "POST", `/workflows/${id}/runs`, {});
  // People are found by an index that is written beside.
  await expect.poll(() => call(page, "GET", `/people/${person}`).catch(() => undefined)).toBeDefined();
  return { workflow, run, person };
}
