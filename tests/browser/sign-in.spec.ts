import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { call, expect, owner, signedIn as test } from "./leeway.js";
import { unconfirmed } from "./unconfirmed.js";

const signInWithPassword = async (page: Page, password = owner.password) => {
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
};
const signOut = async (page: Page) => {
  await page.getByRole("button", { name: `Account of ${owner.name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
};

test.describe("a second step", () => {
  test("is set up with an app, asked for at the next sign-in, and a recovery code stands in for it", async ({
    page,
  }) => {
    await page.goto("/account");
    const section = page.getByRole("region", { name: "Second step of signing in" });
    await section.getByRole("button", { name: "Turn on" }).click();
    await expect(section.getByRole("img", { name: "Picture for your authenticator app" })).toBeVisible();
    const secret = (await page.getByTestId("app-secret").innerText()).replaceAll(" ", "");
    await section.getByLabel("Code from the app").fill(new TOTP({ secret }).generate());
    await section.getByRole("button", { name: "Turn on" }).click();
    const codes = (await page.getByTestId("recovery-codes").innerText()).split(/\s+/);
    expect(codes).toHaveLength(10);
    await section.getByRole("button", { name: "I have kept them" }).click();
    await expect(section.getByText("10 recovery codes left")).toBeVisible();

    await signOut(page);
    await signInWithPassword(page);
    await expect(page.getByRole("heading", { name: "Second step" })).toBeVisible();
    await page.reload();
    await page.getByLabel("Code from the app").fill("000000");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText("Each code works once");
    await page.getByLabel("Code from the app").fill(new TOTP({ secret }).generate({ timestamp: Date.now() + 30_000 }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: `Account of ${owner.name}` })).toBeVisible();

    await signOut(page);
    await signInWithPassword(page);
    await page.getByRole("button", { name: "No phone at hand? Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(codes[0] ?? "");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: `Account of ${owner.name}` })).toBeVisible();

    await page.goto("/account");
    await expect(section.getByText("9 recovery codes left")).toBeVisible();
    await page.route(
      "**/auth/second-factor/app",
      (route) =>
        route.request().method() === "DELETE" ? route.fulfill({ status: 403, json: unconfirmed }) : route.fallback(),
      { times: 2 },
    );
    const turnOff = async () => {
      await section.getByRole("button", { name: "Turn off" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
    };
    const dialog = page.getByRole("dialog", { name: "Is it you?" });
    await turnOff();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toBeHidden();
    await expect(section.getByText("9 recovery codes left")).toBeVisible();
    await turnOff();
    // The password alone is not enough.
    await dialog.getByLabel(/^Password/).fill(owner.password);
    const goOn = dialog.getByRole("button", { name: "Go on" });
    await expect(goOn).toBeDisabled();
    await dialog.getByLabel("Code from the app").fill(codes[0] ?? "");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("Each code works once")).toBeVisible();
    await dialog.getByLabel("Code from the app").fill(codes[1] ?? "");
    await page.keyboard.press("Enter");
    await expect(section.getByRole("button", { name: "Turn on" })).toBeVisible();
  });
});
test.describe("a passkey", () => {
  test("is added, named, comes in without a password, and is removed", async ({ page, leeway }) => {
    // WebAuthn knows names only.
    const named = leeway.origin.replace("127.0.0.1", "localhost");
    const devTools = await page.context().newCDPSession(page);
    await devTools.send("WebAuthn.enable");
    const { authenticatorId } = await devTools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${named}/account`);
    await signInWithPassword(page);
    const section = page.getByRole("region", { name: "Passkeys" });
    await section.getByRole("button", { name: "Add a passkey" }).click();
    await section.getByRole("button", { name: "I have kept them" }).click();
    const name = section.getByRole("textbox", { name: "Name of the passkey" });
    await expect(name).toHaveValue("Passkey 1");
    await name.fill("My laptop");
    await name.press("Enter");

    await signOut(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(name).toHaveValue("My laptop");
    await signOut(page);
    await signInWithPassword(page);
    await expect(page.getByRole("heading", { name: "Second step" })).toBeVisible();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();

    await section.getByRole("button", { name: "Remove the passkey My laptop" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(section.getByText("None yet.")).toBeVisible();
    await devTools.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    await devTools.detach();
  });
});

test.describe("who forgot the password", () => {
  test("sets a new one by a link that an owner made, which works once", async ({ page }) => {
    await call(page, "POST", "/auth/sign-in", { email: owner.email, password: owner.password });
    const { user } = await call(page, "GET", "/me");
    const { url } = await call(page, "POST", `/members/${user.id}/reset-link`);
    const link = `/reset-password${new URL(url).hash}`;
    await page.context().clearCookies();

    await page.goto("/runs");
    await page.getByRole("button", { name: "Forgot the password?" }).click();
    await expect(page.getByText("This server sends no mail.")).toBeVisible();

    await page.goto(link);
    await expect(page.getByText(owner.email)).toBeVisible();
    await page.getByLabel(/^New password/).fill("olena2026!");
    await page.getByRole("button", { name: "Set the password" }).click();
    await expect(page.getByRole("alert")).toContainText("your own name, email or company");
    await page.getByLabel(/^New password/).fill("a bright green kettle");
    await page.getByRole("button", { name: "Set the password" }).click();

    await expect(page.getByLabel("Email")).toHaveValue(owner.email);
    await page.getByLabel(/^Password/).fill("a bright green kettle");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();

    await page.goto(link);
    await expect(page.getByText("This link does not work any more")).toBeVisible();
  });
});

test.use({ expected: [/status of (401|403|410|422)/] });
