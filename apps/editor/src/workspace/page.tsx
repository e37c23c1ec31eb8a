import { isValidElement, lazy, useState, type ComponentType, type ReactNode } from "react";
import { createRoutesFromElements, matchRoutes } from "react-router";

/** How the code of each page is fetched. */
const fetched = new Map<unknown, () => Promise<unknown>>();

/**
 * A page whose code comes when somebody goes there. Code that is there already is shown at once: once React shows what
 * stands in for a page, it leaves that for 300 ms, however soon the page comes.
 */
export function page<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  let there: ComponentType<P> | undefined;
  const come = async () => {
    const module = await load();
    there = module.default;
    return module;
  };
  const Coming = lazy(come);
  function Page(props: P) {
    const [Shown] = useState<ComponentType<P>>(() => there ?? Coming);
    return <Shown {...props} />;
  }
  fetched.set(Page, come);
  return Page;
}

/** Fetches the code of the page that the address is of, while it is still asked who is here. */
export function fetchPage(routes: ReactNode): void {
  for (const { route } of matchRoutes(createRoutesFromElements(routes), globalThis.location.pathname) ?? []) {
    // Whoever shows the page asks once more, and says what was wrong.
    if (isValidElement(route.element))
      fetched
        .get(route.element.type)?.()
        .catch(() => undefined);
  }
}
