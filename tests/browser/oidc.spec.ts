import type { Browser, Page } from "@playwright/test";
import { startIssuer, type IssuerServer } from "../../apps/server/src/oidc/testing/issuer-server.js";
import { freePort, type Leeway } from "../system/leeway.js";
import { call, expect, owner, pageOf, signedIn } from "./leeway.js";

/** Where the issuer will be: the server asks it when somebody signs in, not before. */
const port = await freePort();
const test = signedIn.extend<{ issuer: IssuerServer }>({
  issuer: async ({ leeway }, use) => {
    const issuer = await startIssuer(
      `${leeway.origin}/sign-in/callback`,
      [
        { subject: "olena", email: owner.email, name: owner.name },
        { subject: "stranger", email: "stranger@example.com" },
        { subject: "unconfirmed", email: owner.email, verified: false },
      ],
      { port },
    );
    await use(issuer);
    await issuer.close();
  },
});
test.use({
  settings: {
    LEEWAY_OIDC_ISSUER: `http://127.0.0.1:${port}`,
    LEEWAY_OIDC_CLIENT_ID: "leeway",
    LEEWAY_OIDC_CLIENT_SECRET: "issuer-secret",
    LEEWAY_OIDC_NAME: "Flowers Inc.",
  },
  // What is refused is refused; the issuer's own pages have no icon.
  expected: [/status of (401|403|404|409|424)/],
});

/** A browser in which nobody is signed in. The pages of the tests' issuer would fetch a font from elsewhere. */
async function nobody(browser: Browser, leeway: Leeway): Promise<Page> {
  const page = await pageOf(browser, leeway, { storageState: { cookies: [], origins: [] } });
  await page.route("https://fonts.googleapis.com/**", (route) => route.fulfill({ contentType: "text/css", body: "" }));
  return page;
}
const begin = (page: Page) => page.getByRole("button", { name: "Sign in with Flowers Inc." }).click();
async function beginAt(page: Page, { url }: IssuerServer) {
  await begin(page);
  await page.waitForURL(`${url}/**`);
}
/** Fills in the issuer's own pages. */
async function signInThere(page: Page, subject: string) {
  await page.getByPlaceholder("Enter any login").fill(subject);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  const consent = page.getByRole("button", { name: "Continue" });
  const back = page.getByTestId("workspace").or(page.getByRole("heading", { name: "Sign in", exact: true }));
  await consent.or(back).first().waitFor();
  if (await consent.isVisible()) await consent.click();
}

// The first of the file: the server knows nothing of the service yet, and must not lead a browser to where nobody answers.
test("a service that is down is named, and the password opens meanwhile", async ({ browser, leeway }) => {
  const theirs = await nobody(browser, leeway);
  await theirs.goto("/");
  await begin(theirs);
  await expect(theirs.getByRole("alert")).toContainText(`127.0.0.1:${port}`);
  await theirs.getByLabel("Email").fill(owner.email);
  await theirs.getByLabel(/^Password/).fill(owner.password);
  await theirs.keyboard.press("Enter");
  await expect(theirs.getByRole("heading", { name: "Workflows" })).toBeVisible();
});

test("one signs in at the company's service, is where one was going, and works in a second workspace", async ({
  page,
  browser,
  leeway,
  issuer,
}) => {
  await call(page, "POST", "/workspaces", { name: "Second shop", timezone: "UTC", demo: false });
  const theirs = await nobody(browser, leeway);
  await theirs.goto("/runs");
  await beginAt(theirs, issuer);
  await signInThere(theirs, "olena");
  await expect(theirs.getByRole("heading", { name: "Runs", exact: true })).toBeVisible();
  await theirs.getByTestId("workspace").click();
  await theirs.getByRole("option", { name: "Second shop" }).click();
  await expect(theirs.getByTestId("workspace")).toContainText("Second shop");

  await theirs.goto("/account");
  await theirs.getByRole("button", { name: "End all others" }).click();
  await theirs.getByRole("dialog").getByRole("button", { name: "At Flowers Inc." }).click();
  // Who is signed in there is asked all the same.
  await signInThere(theirs, "olena");
  await expect(theirs.getByText("Press once more what you wanted to do.")).toBeVisible();
  await expect(theirs.getByRole("heading", { name: "Your account" })).toBeVisible();
  await theirs.getByRole("button", { name: "End all others" }).click();
  await expect(theirs.getByText("Signed out there.")).toBeVisible();
});

test("whom the service lets on without a question is told so, and shows who they are by the password", async ({
  browser,
  leeway,
  issuer,
}) => {
  const theirs = await nobody(browser, leeway);
  await theirs.goto("/account");
  await beginAt(theirs, issuer);
  await signInThere(theirs, "olena");
  const section = theirs.getByRole("region", { name: "Second step of signing in" });
  const dialog = theirs.getByRole("dialog");
  // Whoever holds the browser takes out of the address that one is asked.
  await theirs.route(
    `${issuer.url}/auth?**`,
    (route) => {
      const asked = new URL(route.request().url());
      for (const name of ["prompt", "max_age"]) asked.searchParams.delete(name);
      return route.fulfill({ status: 302, headers: { location: asked.href.replace("/auth?", "/auth?let=on&") } });
    },
    { times: 1 },
  );
  await section.getByRole("button", { name: "Turn on" }).click();
  await dialog.getByRole("button", { name: "At Flowers Inc." }).click();
  await expect(theirs.getByText("You were not asked there")).toBeVisible();
  await theirs.getByRole("link", { name: "Back to where you were" }).click();
  await section.getByRole("button", { name: "Turn on" }).click();
  await dialog.getByLabel(/^Password/).fill(owner.password);
  await theirs.keyboard.press("Enter");
  await expect(section.getByRole("img", { name: "Picture for your authenticator app" })).toBeVisible();
});

test("somebody else shows nothing for one, and one is still oneself", async ({ browser, leeway, issuer }) => {
  const theirs = await nobody(browser, leeway);
  await theirs.goto("/account");
  await beginAt(theirs, issuer);
  await signInThere(theirs, "olena");
  await theirs
    .getByRole("button", { name: "Add a passkey" })
    .or(theirs.getByRole("button", { name: "Turn on" }))
    .first()
    .click();
  await theirs.getByRole("dialog").getByRole("button", { name: "At Flowers Inc." }).click();
  await signInThere(theirs, "stranger");
  await expect(theirs.getByText("That is somebody else")).toBeVisible();
  await theirs.getByRole("link", { name: "Back to where you were" }).click();
  await expect(theirs.getByLabel("Your name")).toHaveValue(owner.name);
});

test("who is not invited is told so with their email, and comes in as somebody else", async ({
  browser,
  leeway,
  issuer,
}) => {
  const theirs = await nobody(browser, leeway);
  await theirs.goto("/");
  await beginAt(theirs, issuer);
  await signInThere(theirs, "stranger");
  await expect(theirs.getByText("You are not invited yet")).toBeVisible();
  await expect(theirs.getByText("stranger@example.com")).toBeVisible();
  await theirs.getByRole("button", { name: "Use another account of Flowers Inc." }).click();
  await signInThere(theirs, "unconfirmed");
  await expect(theirs.getByText("Your email is not confirmed there")).toBeVisible();
  await theirs.getByRole("button", { name: "Use another account of Flowers Inc." }).click();
  await signInThere(theirs, "olena");
  await expect(theirs.getByRole("heading", { name: "Workflows" })).toBeVisible();
});

test("who goes back there is told so, and tries again", async ({ browser, leeway, issuer }) => {
  const theirs = await nobody(browser, leeway);
  await theirs.goto("/");
  await beginAt(theirs, issuer);
  await theirs.getByRole("link", { name: "Cancel" }).click();
  await expect(theirs.getByText("You did not sign in")).toBeVisible();
  await theirs.getByRole("button", { name: "Try again with Flowers Inc." }).click();
  await signInThere(theirs, "olena");
  await expect(theirs.getByRole("heading", { name: "Workflows" })).toBeVisible();
});
