import { notifications } from "@mantine/notifications";
import { ApiProblem } from "../api/http.js";
import type { Translate } from "./language.js";

/** What happened, in words: the server's sentence where it gave one. */
export function sentence(error: unknown, t: Translate): string {
  if (error instanceof ApiProblem) {
    if (error.code === "network") return t("error.network.text");
    const first = error.errors[0]?.message ?? "";
    // Of a service's refusal the detail is that message and its hint.
    const more = error.message.includes(first) ? "" : first;
    return [error.message, more].filter((part) => part !== "").join(" ") || t("error.unknown");
  }
  return error instanceof Error && error.message ? error.message : t("error.unknown");
}

/** A refusal, said where one looks after pressing a button. */
export function sayError(error: unknown, t: Translate): void {
  const network = error instanceof ApiProblem && error.code === "network";
  const title = error instanceof ApiProblem && error.title ? error.title : t("error.title");
  notifications.show({
    color: "red",
    title: network ? t("error.network.title") : title,
    message: sentence(error, t),
    autoClose: 8_000,
  });
}

export function sayDone(message: string): void {
  notifications.show({ color: "teal", message, autoClose: 3_000 });
}
