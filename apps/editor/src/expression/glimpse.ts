import { useMemo } from "react";
import { useIntl } from "react-intl";
import { useT } from "../ui/language.js";

const LONGEST = 120;

/** A value in a few words; its `outline` says only what is in it. */
export type Glimpse = (value: unknown, as?: "outline") => string;

/** Values in a few words, for a line under a field. */
export function useGlimpse(): Glimpse {
  const t = useT();
  const intl = useIntl();
  return useMemo(() => {
    const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
    return (value, as) => {
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
