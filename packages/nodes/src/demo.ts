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
  "A site sends an order. The person is found by phone or added, the order is created, a tag is set, and the customer gets a message. Everything goes to the built-in sandbox: nobody real is written to.",
  "Сайт надсилає замовлення. Людину знайдено за телефоном або додано, замовлення створено, тег поставлено, покупець отримує повідомлення. Усе йде у вбудовану пісочницю: справжнім людям ніхто не пише.",
  "Сайт отправляет заказ. Человек найден по телефону или добавлен, заказ создан, тег поставлен, покупатель получает сообщение. Всё идёт во встроенную песочницу: настоящим людям никто не пишет.",
);

const answers: Readonly<Record<string, string>> = {
  leadgentool_id: "{{ vars.site_lgt }}",
  offerId: "{{ vars.site_offer }}",
  paymentCreditsId: "{{ vars.site_payment }}",
  tag_id: "{{ vars.site_tag }}",
};

/** “New order via website”, the guide's scenario, in the reader's language. `credential`: a Leeloo token. */
export function demoWorkflow(locale: Locale, credential: string): WorkflowDocument {
  const document = templateDocument(siteOrder, locale, credential);
  const notes = document.notes.map((own) => ({ ...own, text: note[locale] }));
  return { ...withAnswers(document, siteOrder.asks, ({ param, example }) => answers[param] ?? example), notes };
}
