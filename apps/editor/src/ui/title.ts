import { useEffect } from "react";

/** What the tab of the browser is called while this is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Leeway`;
  }, [title]);
}
