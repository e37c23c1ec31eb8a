import type { JsonObject, Locale, WorkflowDocument } from "@leeway/engine";
import { seeded } from "./templates/seeded.js";
import { sampleOrder, siteOrder } from "./templates/site-order.js";
import { templateDocument, withAnswers } from "./templates/template.js";
import { say } from "./words.js";

export { seeded as demoIds };

/** Workspace variables that the demo reads. */
export const demoVariables: readonly { name: string; type: "text"; value: string }[] = [
  { name: "site_lgt", type: "text", value: seeded.leadgentool },
  { name: "site_payment", type: "text", value: seeded.paymentCredits },
  { name: "site_offer", type: "text", value: seeded.offer },
  { name: "site_tag", type: "text", value: seeded.tagSiteOrder },
];

/** An order as a site sends it: the body of the webhook. */
export const demoOrder: JsonObject = sampleOrder;

/** The trigger's whole output for “Run with the sample”. */
export const demoPayload: JsonObject = siteOrder.sample;

const note = say(
  "Your site sends an order. The workflow finds the person by phone or adds them, creates the order, sets a tag and writes to the customer. Everything goes to the built-in sandbox: nothing reaches real people.",
  "Сайт надсилає замовлення. Сценарій знаходить людину за телефоном або додає її, створює замовлення, ставить тег і пише покупцеві. Усе йде у вбудовану пісочницю: до справжніх людей нічого не дійде.",
  "Сайт отправляет заказ. Сценарий находит человека по телефону или добавляет его, создаёт заказ, ставит тег и пишет покупателю. Всё идёт во встроенную песочницу: до настоящих людей ничего не дойдёт.",
);

const answers: Readonly<Record<string, string>> = {
  leadgentool_id: "{{ vars.site_lgt }}",
  offerId: "{{ vars.site_offer }}",
  paymentCreditsId: "{{ vars.site_payment }}",
  tag_id: "{{ vars.site_tag }}",
};

/** “New order via website”, the guide's scenario, in the reader's language. `credential`: a Leeloo token. */
export function demoWorkflow(locale: Locale, credential: string): WorkflowDocument {
  const document = templateDocument(siteOrder, locale, { leeloo: credential });
  const notes = document.notes.map((own) => ({ ...own, text: note[locale] }));
  return { ...withAnswers(document, siteOrder.asks, ({ param, example }) => answers[param] ?? example), notes };
}
