import { oidcPurposes, type OidcPurpose } from "@leeway/api";

const PLACE = "leeway.oidc.back";
const PURPOSE = "leeway.oidc.purpose";

/** What was opened before one went to sign in elsewhere, and what one went for: it is there again afterwards. */
export function keepPlace(purpose: OidcPurpose): void {
  try {
    sessionStorage.setItem(PLACE, location.pathname + location.search + location.hash);
    sessionStorage.setItem(PURPOSE, purpose);
  } catch {
    // A browser that forbids storage begins at the first page.
  }
}

/** Where one was, which is only ever a page of our own, and what one went for. */
export function keptPlace(): { place: string; purpose: OidcPurpose } {
  try {
    const place = sessionStorage.getItem(PLACE) ?? "";
    const purpose = oidcPurposes.find((one) => one === sessionStorage.getItem(PURPOSE)) ?? "signIn";
    return { place: /^\/(?!\/|sign-in\/)/.test(place) ? place : "/", purpose };
  } catch {
    return { place: "/", purpose: "signIn" };
  }
}

/** One is there again. */
export function forgetPlace(): void {
  try {
    for (const key of [PLACE, PURPOSE]) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
