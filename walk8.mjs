import { chromium } from "@playwright/test";
import { mkdirSync } from "node:fs";
const O = "http://127.0.0.1:3457"; const lang = process.argv[2] ?? "uk"; const dark = process.argv[3] === "dark";
const dir = `/tmp/w8`; mkdirSync(dir, { recursive: true });
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const mk = () => b.newContext({ viewport: { width: 1280, height: 720 }, colorScheme: dark ? "dark" : "light", locale: { uk: "uk-UA", ru: "ru-RU", en: "en-GB" }[lang] });
const ctx = await mk();
const page = await ctx.newPage();
page.on("pageerror", (e) => console.log("ERR", e.message)); page.on("console", (m) => m.type() === "error" && console.log("CONSOLE", m.text().slice(0,150)));
let n = 0; const tag = `${lang}${dark ? "-dark" : ""}`;
const shot = async (name, p = page, full = false) => { await p.waitForTimeout(600); await p.screenshot({ path: `${dir}/${tag}-${String(++n).padStart(2, "0")}-${name}.png`, fullPage: full }); };
const api = (method, path, body) => page.evaluate(async ([m, p, bd]) => { const r = await fetch("/api/v1" + p, { method: m, headers: { "content-type": "application/json" }, body: bd === undefined ? undefined : JSON.stringify(bd) }); const t = await r.text(); return t ? JSON.parse(t) : undefined; }, [method, path, body]);
await page.goto(O + "/"); await page.waitForTimeout(800);
const state = await api("GET", "/auth/state");
const password = "дуже-довгий-пароль-тополя-1";
if (state.setupNeeded) console.log(JSON.stringify(await api("POST", "/auth/setup", { email: "olena@example.com", password, name: "Олена", locale: lang, workspace: "Школа", timezone: "Europe/Kyiv" })));
else { await shot("sign-in"); await api("POST", "/auth/sign-in", { email: "olena@example.com", password }); }
await api("PATCH", "/me", { locale: lang });
await page.goto(O + "/workflows"); await shot("workflows");
const paths = (process.argv[4] ?? "/settings,/account,/team,/audit").split(",");
for (const p of paths) { await page.goto(O + p); await page.waitForTimeout(700); await shot("page" + p.replaceAll("/", "-"), page, true); }
await page.goto(O + "/workflows");
await page.locator("nav button, header button, [data-testid=account-menu]").last().click().catch(() => {}); await shot("menu");
await b.close();
