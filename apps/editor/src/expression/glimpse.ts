import { useMemo } from "react";
import { useIntl } from "react-intl";
import { useT } from "../ui/language.js";

const LONGEST = 120;

/** A value in a few words, for a line under a field. */
export function useGlimpse(): (value: unknown) => string {
  const t = useT();
  const intl = useIntl();
  return useMemo(() => {
    const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
    return (value: unknown): string => {
      if (value === null || value === undefined) return t("expression.nothing");
      if (value === "") return t("expression.emptyText");
      if (typeof value === "string") return short(value.replace(/\s+/g, " "));
      if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
      if (typeof value === "number") return intl.formatNumber(value, { maximumFractionDigits: 20, useGrouping: false });
      const text = JSON.stringify(value);
      if (Array.isArray(value)) {
        const count = t("expression.items", { count: value.length });
        return value.length === 0 ? count : `${count}: ${short(text)}`;
      }
      return short(text);
    };
  }, [t, intl]);
}
