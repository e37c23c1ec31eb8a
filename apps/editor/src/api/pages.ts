import { call } from "./http.js";

/** The pages of a list, one after the other until its last. */
export async function* pagesOf<T>(path: string): AsyncGenerator<T[]> {
  for (let cursor: string | undefined = ""; cursor !== undefined;) {
    const query = new URLSearchParams({ limit: "200", ...(cursor && { cursor }) });
    const page: { items: T[]; nextCursor?: string } = await call("GET", `${path}?${query.toString()}`);
    yield page.items;
    cursor = page.nextCursor;
  }
}

/** All of a list that one chooses from: it must not end with a page. */
export async function wholeList<T>(path: string): Promise<T[]> {
  const found: T[] = [];
  for await (const items of pagesOf<T>(path)) found.push(...items);
  return found;
}
