import { List, Text } from "@mantine/core";
import type { Json } from "@leeway/engine";
import type { MessageId } from "../messages/catalogue.js";
import { useT } from "../ui/language.js";

/** What to do at the sender, step by step. */
const guides: Readonly<Record<string, readonly MessageId[]>> = {
  wayforpay: ["webhook.guide.wayforpay.1", "webhook.guide.wayforpay.2", "webhook.guide.wayforpay.3"],
  liqpay: ["webhook.guide.liqpay.1", "webhook.guide.liqpay.2", "webhook.guide.liqpay.3"],
  stripe: ["webhook.guide.stripe.1", "webhook.guide.stripe.2", "webhook.guide.stripe.3"],
  github: ["webhook.guide.github.1", "webhook.guide.github.2", "webhook.guide.github.3"],
  header: ["webhook.guide.header"],
  bearer: ["webhook.guide.bearer"],
  basic: ["webhook.guide.basic"],
  hmac: ["webhook.guide.hmac"],
};

/** What to paste where at the sender that was chosen; for any sender, that it needs the address. */
export function SenderGuide({ params }: { params: Readonly<Record<string, Json>> }) {
  const t = useT();
  const { auth, authHeader } = params;
  const steps = (typeof auth === "string" && Object.hasOwn(guides, auth) && guides[auth]) || ["webhook.address.help"];
  const values = { header: typeof authHeader === "string" && authHeader !== "" ? authHeader : "…" };
  const [only, ...more] = steps;
  if (only !== undefined && more.length === 0)
    return (
      <Text size="sm" data-testid="webhook-guide">
        {t(only as MessageId, values)}
      </Text>
    );
  return (
    <List type="ordered" size="sm" spacing={4} data-testid="webhook-guide">
      {steps.map((step) => (
        <List.Item key={step}>{t(step as MessageId)}</List.Item>
      ))}
    </List>
  );
}
