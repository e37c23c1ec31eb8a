import { ownOf } from "@leeway/engine";
import { useStep } from "../step-context.js";

/** As the services write themselves. */
const names: Readonly<Record<string, string>> = {
  leeloo: "Leeloo",
  telegram: "Telegram",
  googleSheets: "Google Sheets",
};

/** What the service is called from which the open step's choices come: the first part of its type. */
export function useService(): string {
  const [service = ""] = useStep().definition.type.split(".");
  return ownOf(names, service) ?? service;
}
