import type { ProbeReport } from "./probe.js";

/** The report as lines that a person reads. */
export function tableOf({ baseUrl, headers, limits, findings, openPoints, differences }: ProbeReport): string {
  const width = Math.max(...findings.map(({ call }) => call.length));
  const rows = findings.flatMap(({ call, status, skipped, differences: own, more }) => {
    const mark = skipped !== undefined ? `not asked: ${skipped}` : own.length === 0 ? "as decided" : "DIFFERS";
    return [
      `${call.padEnd(width)}  ${status === 0 ? "  –" : String(status)}  ${mark}`,
      ...own.map(
        ({ path, expected, found }) => `    ${path === "" ? "the answer" : path}: expected ${expected}, found ${found}`,
      ),
      ...(more.length > 0 ? [`    also there: ${more.join(", ")}`] : []),
    ];
  });
  const limitLines = Object.entries(limits).map(([name, value]) => `    ${name}: ${value}`);
  return [
    `Leeloo at ${baseUrl}`,
    ...Object.entries(headers).map(([name, works]) => `Token in ${name}: ${works ? "accepted" : "refused"}`),
    limitLines.length > 0 ? "Headers that tell of limits:" : "No header tells of limits.",
    ...limitLines,
    "",
    ...rows,
    "",
    "Where the reference is silent:",
    ...openPoints.map(
      ({ point, decided, found, differs }) =>
        `    ${point}: ${found}${differs ? ` (DIFFERS: decided is ${decided})` : ""}`,
    ),
    "",
    differences === 0 ? "No differences." : `Differences: ${differences}.`,
  ].join("\n");
}
