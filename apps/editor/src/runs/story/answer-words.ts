/** What a web page that came instead of an answer says to people; undefined where it is no page, or a silent one. */
export function pageTitle(answer: string): string | undefined {
  if (!/^\s*<(!doctype html|html|head|body)\b/i.test(answer)) return undefined;
  const { title, body } = new DOMParser().parseFromString(answer, "text/html");
  const words = (title || (body.textContent ?? "")).replace(/\s+/g, " ").trim();
  return words === "" ? undefined : words.slice(0, 200);
}

const sentences = ["message", "error", "error_description", "detail"];

/** The sentence in an answer that is an object around one, as Leeloo's refusals are; every other answer as it came. */
export function sentenceIn(answer: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer);
  } catch {
    return answer;
  }
  if (typeof parsed !== "object" || parsed === null) return answer;
  const { status: _, ...told } = parsed as Record<string, unknown>;
  const [first, ...more] = Object.entries(told);
  if (first === undefined || more.length > 0 || !sentences.includes(first[0])) return answer;
  return typeof first[1] === "string" && first[1].trim() !== "" ? first[1] : answer;
}
