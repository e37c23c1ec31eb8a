import { icons, unknownIcon } from "./icons.js";

/** The picture of a node type. The name stands beside it, so it says nothing to a screen reader. */
export function NodeIcon({ name, size = 20 }: { name: string | undefined; size?: number }) {
  const Sign = icons[name ?? ""] ?? unknownIcon;
  return <Sign size={size} stroke={1.6} aria-hidden />;
}
