import { IconAlertTriangle } from "@tabler/icons-react";
import css from "./loops.module.css";

/** Says that errors inside were gone past: what is around them is done all the same. */
export function Flaws({ words }: { words: string }) {
  return (
    <span className={css.flaws} data-testid="flaws">
      <IconAlertTriangle size={14} aria-hidden /> {words}
    </span>
  );
}
