import { useEffect, useState, type ReactNode } from "react";
import type { Locale } from "@leeway/engine";
import { useLanguage } from "../ui/language.js";
import { remembered } from "../ui/remembered.js";
import { WaitingPage } from "../ui/states.js";

/**
 * The account's language, where nobody has chosen one in this browser. Nothing is asked for before it is there: what the
 * server says in words, such as why a run failed, came in the browser's language and stood so for seconds.
 */
export function OwnLanguage({ own, children }: { own: Locale; children: ReactNode }) {
  const { locale, setLocale } = useLanguage();
  // Once it is there, pages stay while another is fetched.
  const [there, setThere] = useState(() => own === locale || remembered("locale") !== undefined);
  if (!there && own === locale) setThere(true);
  useEffect(() => {
    // A choice made in this browser wins over the account's.
    if (own !== locale && remembered("locale") === undefined) setLocale(own);
  }, [own, locale, setLocale]);
  return there ? children : <WaitingPage />;
}
