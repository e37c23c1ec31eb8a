import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { nestQuotes } from "@leeway/api";
import { locales, type Locale, type Text } from "@leeway/engine";
import { setApiLanguage } from "../api/http.js";
import { en } from "../messages/en/all.js";
import { loadMessages, type MessageId, type Messages } from "../messages/catalogue.js";
import { remember, remembered } from "./remembered.js";

const Context = createContext<{ locale: Locale; setLocale: (locale: Locale) => void }>({
  locale: "en",
  setLocale: () => undefined,
});

function firstLocale(): Locale {
  const wanted = [remembered("locale"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find((tag): tag is Locale => locales.some((known) => known === tag)) ?? "en";
}

/** The language of the whole editor: chosen here, else the browser's, else English. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState<Locale>(firstLocale);
  const [current, setCurrent] = useState<{ locale: Locale; messages: Messages } | undefined>(
    wanted === "en" ? { locale: "en", messages: en } : undefined,
  );
  useEffect(() => {
    let stale = false;
    void loadMessages(wanted)
      .catch(() => en)
      .then((messages) => {
        if (stale) return;
        setApiLanguage(wanted);
        document.documentElement.lang = wanted;
        setCurrent({ locale: wanted, messages });
      });
    return () => {
      stale = true;
    };
  }, [wanted]);
  const setLocale = useCallback((locale: Locale) => {
    remember("locale", locale);
    setWanted(locale);
  }, []);
  const value = useMemo(() => ({ locale: current?.locale ?? wanted, setLocale }), [current, wanted, setLocale]);
  if (!current) return null;
  return (
    <Context value={value}>
      <IntlProvider locale={current.locale} messages={current.messages} defaultLocale="en">
        {children}
      </IntlProvider>
    </Context>
  );
}

export const useLanguage = () => useContext(Context);

/** A sentence of the catalogues: `t("workflows.problems", { count: 2 })`. */
export function useT() {
  const intl = useIntl();
  const { locale } = useLanguage();
  return useCallback(
    (id: MessageId, values?: Record<string, string | number>) => nestQuotes(intl.formatMessage({ id }, values), locale),
    [intl, locale],
  );
}
export type Translate = ReturnType<typeof useT>;

/** A definition's own text in the reader's language. */
export function useText() {
  const { locale } = useLanguage();
  return useCallback((text: Text | undefined) => (text ? text[locale] || text.en : ""), [locale]);
}

/** What each language calls itself. */
export const localeNames: Record<Locale, string> = { en: "English", uk: "Українська", ru: "Русский" };
