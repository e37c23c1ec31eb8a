const names = ["message", "error", "error_description", "detail"];

/** The sentence in an answer that is JSON around nothing else, as Leeloo's refusals are; every other answer as it came. */
export function sentenceIn(answer: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer);
  } catch {
    return answer;
  }
  if (typeof parsed !== "object" || parsed === null) return answer;
  const { status: _, ...told } = parsed as Record<string, unknown>;
  const [[name, sentence] = [], ...more] = Object.entries(told);
  if (name === undefined || more.length > 0 || !names.includes(name)) return answer;
  return typeof sentence === "string" && sentence.trim() !== "" ? sentence : answer;
}
