import { useEffect, useRef, type ReactNode } from "react";
import { useSettingsOpen } from "./settings-open.js";

/** Where a setting stands; a problem that leads to it brings it into view. */
export function Place({ param, children }: { param: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const wanted = useSettingsOpen((state) => state.wanted);
  useEffect(() => {
    if (wanted?.param !== param) return;
    place.current?.scrollIntoView({ block: "center" });
    const find = (what: string) => place.current?.querySelector<HTMLElement>(what);
    (find("[contenteditable=true]") ?? find("input:checked") ?? find("input"))?.focus();
  }, [wanted, param]);
  return (
    <div ref={place} data-testid={`setting-${param}`}>
      {children}
    </div>
  );
}
