import { useMemo } from "react";
import { VisuallyHidden } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useT } from "../ui/language.js";
import type { Piece } from "./value-pieces.js";
import { comparison, type Stretch } from "./word-difference.js";
import css from "./difference.module.css";

interface TextChangeProps {
  before: Piece[] | undefined;
  after: Piece[] | undefined;
  /** It came or went as a whole: only that is shown. */
  whole?: boolean | undefined;
}

/** What a value was and is: short ones side by side, long ones as one text with what came and what went. */
export function TextChange({ before, after, whole = false }: TextChangeProps) {
  const t = useT();
  const together = useMemo(() => (before && after ? comparison(before, after) : undefined), [before, after]);
  if (together) {
    return (
      <span className={css.text} data-testid="word-difference">
        {together.map((stretch, index) => (
          // A stretch has no identity besides its place in the text.
          // oxlint-disable-next-line react/no-array-index-key
          <StretchOf key={index} stretch={stretch} />
        ))}
      </span>
    );
  }
  if (whole)
    return before ? (
      <del className={css.text}>
        <Pieces pieces={before} />
      </del>
    ) : (
      <ins className={css.text}>
        <Pieces pieces={after ?? []} />
      </ins>
    );
  return (
    <span className={css.change}>
      <del className={css.text}>
        <VisuallyHidden>{t("difference.before")}</VisuallyHidden>
        {before ? <Pieces pieces={before} /> : t("field.unset")}
      </del>
      <IconArrowRight size={14} aria-hidden className={css.arrow} />
      <ins className={css.text}>
        <VisuallyHidden>{t("difference.after")}</VisuallyHidden>
        {after ? <Pieces pieces={after} /> : t("field.unset")}
      </ins>
    </span>
  );
}

function StretchOf({ stretch }: { stretch: Stretch }) {
  const pieces = <Pieces pieces={[stretch]} />;
  if (stretch.kind === "added") return <ins>{pieces}</ins>;
  return stretch.kind === "removed" ? <del>{pieces}</del> : pieces;
}

/** A value in words, with what comes from elsewhere as chips. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, chip }, index) =>
    chip ? (
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className={css.chip}>
        {text}
      </span>
    ) : (
      text
    ),
  );
}
