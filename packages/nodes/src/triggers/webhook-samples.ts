import type { Json, JsonObject } from "@leeway/engine";

const call = (body: Json, headers: JsonObject = {}): JsonObject => ({
  body,
  query: {},
  headers: { "content-type": "application/json", ...headers },
  method: "POST",
  receivedAt: "2026-01-15T09:30:00.000Z",
});

/** Where nothing is known of the sender. */
export const anyCall = call({ name: "Олена Шевченко", phone: "+380501112233", email: "olena@example.com" });

/** What services send, by the value of `auth`; from the documentation that their checks name. */
export const callsOf: Record<string, Json> = {
  wayforpay: call({
    merchantAccount: "test_merch_n1",
    orderReference: "1042",
    merchantSignature: "",
    amount: 1490,
    currency: "UAH",
    authCode: "541963",
    email: "olena@example.com",
    phone: "380501112233",
    createdDate: 1768469400,
    processingDate: 1768469430,
    cardPan: "44****4444",
    cardType: "Visa",
    issuerBankCountry: "Ukraine",
    transactionStatus: "Approved",
    reason: "Ok",
    reasonCode: 1100,
    fee: 0,
    paymentSystem: "card",
  }),
  liqpay: call(
    {
      payment_id: 165629,
      action: "pay",
      status: "success",
      version: 3,
      type: "buy",
      paytype: "card",
      public_key: "i00000000",
      order_id: "1042",
      description: "Замовлення 1042",
      sender_phone: "380501112233",
      amount: 1490,
      currency: "UAH",
      create_date: 1768469400000,
      end_date: 1768469430000,
      transaction_id: 165629,
    },
    { "content-type": "application/x-www-form-urlencoded" },
  ),
  stripe: call({
    id: "evt_1Example",
    object: "event",
    type: "checkout.session.completed",
    created: 1768469400,
    livemode: false,
    data: {
      object: {
        id: "cs_test_1Example",
        object: "checkout.session",
        amount_total: 149000,
        currency: "uah",
        client_reference_id: "1042",
        customer_details: { name: "Олена Шевченко", email: "olena@example.com", phone: "+380501112233" },
        payment_status: "paid",
        metadata: {},
      },
    },
  }),
  github: call(
    {
      action: "opened",
      issue: { number: 7, title: "Форма не надсилається", html_url: "https://github.com/shop/site/issues/7" },
      repository: { full_name: "shop/site" },
      sender: { login: "olena" },
    },
    { "x-github-event": "issues", "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958" },
  ),
};
