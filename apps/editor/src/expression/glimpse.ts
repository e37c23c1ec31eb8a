import { useMemo } from "react";
import { useIntl } from "react-intl";
import { useT } from "../ui/language.js";

const LONGEST = 120;
/** A message is read to its end before it goes out. */
const WHOLE = 600;

/** A value in a few words; its `outline` says only what is in it, `whole` cuts a text only where it is very long. */
export type Glimpse = (value: unknown, as?: "outline" | "whole") => string;

/** Values in a few words, for a line under a field. */
export function useGlimpse(): Glimpse {
  const t = useT();
  const intl = useIntl();
  return useMemo(() => {
    const cut = (text: string, longest: number) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
    return (value, as) => {
      const short = (text: string) => cut(text, as === "whole" && typeof value === "string" ? WHOLE : LONGEST);
      if (value === null || value === undefined) return t("expression.nothing");
      if (value === "") return t("expression.emptyText");
      if (typeof value === "string") return short(value.replace(/\s+/g, " "));
      if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
      if (typeof value === "number") return intl.formatNumber(value, { maximumFractionDigits: 20, useGrouping: false });
      const text = JSON.stringify(value);
      if (Array.isArray(value)) {
        const count = t("expression.items", { count: value.length });
        return value.length === 0 || as === "outline" ? count : `${count}: ${short(text)}`;
      }
      return as === "outline" ? short(Object.keys(value).join(", ")) : short(text);
    };
  }, [t, intl]);
}
