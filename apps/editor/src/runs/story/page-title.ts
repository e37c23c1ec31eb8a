/** What a web page that came instead of an answer says to people; undefined where it is no page, or a silent one. */
export function pageTitle(answer: string): string | undefined {
  if (!/^\s*<(!doctype html|html|head|body)\b/i.test(answer)) return undefined;
  const { title, body } = new DOMParser().parseFromString(answer, "text/html");
  const words = (title || (body.textContent ?? "")).replace(/\s+/g, " ").trim();
  return words === "" ? undefined : words.slice(0, 200);
}
