import type { IdKind } from "@leeway/engine";

/** What a pasted link of Leeloo gives for a field that wants an id. */
export type FromLink =
  | { kind: "id"; id: string }
  /** The link carries both ids and does not say which is which. */
  | { kind: "either"; ids: [string, string] }
  /** A link to something else; `found` is what it leads to, where that is known. */
  | { kind: "wrong"; found: IdKind | undefined }
  | undefined;

const ID = "([0-9a-fA-F]{24})";
const shapes: [IdKind | "chat", RegExp][] = [
  ["template", new RegExp(`/campaigns-templates/[^/]+/templates/creator/${ID}`)],
  ["category", new RegExp(`/campaigns-templates/${ID}`)],
  ["chat", new RegExp(`/chats/[^/]+/${ID}/${ID}`)],
  ["paymentCredits", new RegExp(`/payments/credits/payment-credit/[^/]+/${ID}`)],
  ["offer", new RegExp(`/campaigns-offers/${ID}`)],
  ["user", new RegExp(`/settings/company/users/user/${ID}`)],
  ["tunnelBlock", new RegExp(`/tunnels/[^/]+/tree/${ID}`)],
  ["tunnel", new RegExp(`/tunnels/${ID}`)],
];

/** Takes the id out of a pasted link; undefined where the text is no link of Leeloo. */
export function idFromLink(text: string, wanted: IdKind | undefined): FromLink {
  const url = /^https?:\/\/[\w.-]*leeloo\.ai(\/\S*)$/i.exec(text.trim());
  if (!url?.[1] || !wanted) return undefined;
  const path = url[1];
  const chat = wanted === "person" || wanted === "account";
  // A link to a block names its tunnel too, a link to a template its category.
  const containers: Partial<Record<IdKind, RegExp>> = {
    tunnel: new RegExp(`/tunnels/${ID}`),
    category: new RegExp(`/campaigns-templates/${ID}`),
  };
  const inside = containers[wanted]?.exec(path)?.[1];
  if (inside) return { kind: "id", id: inside };
  for (const [found, shape] of shapes) {
    const match = shape.exec(path);
    if (!match?.[1]) continue;
    if (found === "chat") {
      if (!chat || !match[2]) return { kind: "wrong", found: "person" };
      return match[1] === match[2] ? { kind: "id", id: match[1] } : { kind: "either", ids: [match[1], match[2]] };
    }
    return found === wanted ? { kind: "id", id: match[1] } : { kind: "wrong", found };
  }
  return { kind: "wrong", found: undefined };
}
