export const webhook = {
  "webhook.address": "Address",
  "webhook.address.help": "Give this to the site or program that sends the data.",
  "webhook.address.copy": "Copy the address",
  "webhook.address.unsaved": "The address appears with the first save.",
  "webhook.draft": "It answers after the workflow is published.",
  "webhook.local":
    "Only this machine reaches this address. For sites on the internet, set LEEWAY_PUBLIC_URL and lead a network tunnel or a proxy here.",
  "webhook.curl": "Try it from a terminal",
  "webhook.curl.copy": "Copy the line",
  "webhook.curl.secret": "Put the secret in the place of the dots.",
  "webhook.guide.wayforpay.1":
    "Give this address to WayForPay as serviceUrl of your payments. In a module for shops the field is called Service URL.",
  "webhook.guide.wayforpay.2": "Copy the secret key of your shop from the WayForPay cabinet into the credential above.",
  "webhook.guide.wayforpay.3":
    "Leeway tells WayForPay by itself that the message has arrived, so that it is not sent again.",
  "webhook.guide.liqpay.1": "Give this address to LiqPay as server_url of your payments.",
  "webhook.guide.liqpay.2":
    "Copy the private key from the API settings of your company at LiqPay into the credential above.",
  "webhook.guide.liqpay.3": "The steps get the payment itself: its status, order_id and amount are in the data.",
  "webhook.guide.stripe.1": "In Stripe, open the developers’ settings, Webhooks, and add this address.",
  "webhook.guide.stripe.2": "Choose the events that you need, for example checkout.session.completed.",
  "webhook.guide.stripe.3": "Copy the signing secret, which begins with whsec_, into the credential above.",
  "webhook.guide.github.1":
    "In the repository, open Settings, Webhooks, Add webhook, and paste this address as Payload URL.",
  "webhook.guide.github.2": "Choose application/json as the content type.",
  "webhook.guide.github.3": "Make up a long secret; enter it there as Secret and here in the credential above.",
  "webhook.guide.header": "Give this address to the sender. It puts the secret into the header {header} of every call.",
  "webhook.guide.bearer":
    "Give this address to the sender. It adds the header Authorization to every call: the word Bearer, a space and the secret.",
  "webhook.guide.basic":
    "Give this address to the sender. It signs in with the name above, and with the secret as the password.",
  "webhook.guide.hmac":
    "Give this address and the secret to the sender. It signs every call and puts the signature into the header {header}.",
  "webhook.refused": "Calls were turned away",
  "webhook.refused.count": "{count, plural, one {# call} other {# calls}}",
  "webhook.refused.unsigned": "Nothing in the call proves the sender. Check there whether the secret is set up.",
  "webhook.refused.wrong":
    "The signature or the secret is not the right one. Compare the secret in the credential with the one at the sender.",
  "webhook.refused.old":
    "The call was signed too long ago: either it is an old one sent again, or the sender’s clock is wrong.",
  "webhook.refused.noSecret":
    "Nobody gets in: the secret cannot be read. Choose a credential, or enter its secret again.",
  "webhook.refused.method": "The call came by another method. Choose the right one below, or “Any”.",
  "webhook.refused.unreadable": "The data could not be read: they are damaged, too large or of an unknown type.",
  "webhook.refused.tooLarge": "The call was larger than the options allow.",
  "webhook.refused.tooOften":
    "Too many files came at once from one sender. It was told to send them again a little later.",
  "webhook.refused.address": "The call came from an address that is not among those in the options.",
  "webhook.refused.origin": "A page of a site called that is not among those in the options.",
  "webhook.refused.robot":
    "It was sent sooner, more often or with more filled in than people do: a program, as a rule.",
  "webhook.refused.otherPage": "A page of another site sent answers to this form. Only the form’s own page may.",
  "webhook.listen": "Try it with a real call",
  "webhook.listen.help": "The next call to the test address is shown here and becomes the sample. Nothing runs.",
  "webhook.listen.start": "Listen for a call",
  "webhook.listen.again": "Listen again",
  "webhook.listen.stop": "Stop listening",
  "webhook.listen.starting": "One moment…",
  "webhook.listen.on": "Listening. Send a call to the test address now.",
  "webhook.listen.lost": "The connection broke. It is being opened again; calls go unheard until then.",
  "webhook.listen.address": "Test address",
  "webhook.heard.call": "A call came",
  "webhook.heard.call.text": "It is the sample now: choose its values in the steps.",
  "webhook.heard.refused": "A call came and was turned away",
  "webhook.heard.trial": "The sender tried the address",
  "webhook.heard.trial.text": "It works. The next call with an event will be shown here.",
};
