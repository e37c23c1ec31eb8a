const spaces = /(?<=\d)[\s\u00a0\u202f'’](?=\d)/g;

/**
 * A number as people write it: `1 250,50`, `1,250.50`, `1250.5`. A lone comma before three digits could be either sign
 * (`1,250`), so it is refused unless `point` says which one stands before decimals; a lone point always does.
 */
export function numberInText(text: string, point?: "." | ","): number | undefined {
  const plain = plainNumber(text, point);
  const number = Number(plain ?? Number.NaN);
  return Number.isFinite(number) ? number : undefined;
}

/** The same number, as programs write it: no spaces, and a point before decimals. */
export function plainNumber(text: string, point?: "." | ","): string | undefined {
  if (text.length > 100) return undefined;
  const [, sign = "", digits = ""] =
    /^([+\-−]?)([\d.,]+(?:e[+-]?\d{1,3})?)$/i.exec(text.trim().replaceAll(spaces, "")) ?? [];
  const before = point ?? pointOf(digits);
  if (digits === "" || before === undefined) return undefined;
  const [whole = "", part, ...more] = digits.split(before);
  const thousands = before === "." ? "," : ".";
  const grouped = whole.includes(thousands);
  if (more.length > 0 || part?.includes(thousands) === true || (grouped && !isGrouped(whole, thousands)))
    return undefined;
  const plain = `${whole.replaceAll(thousands, "")}${part === undefined ? "" : `.${part}`}`;
  if (!/^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) return undefined;
  return sign === "" || sign === "+" ? plain : `-${plain}`;
}

/** The sign before decimals, if that is clear. */
function pointOf(digits: string): "." | "," | undefined {
  const [comma, dot] = [digits.lastIndexOf(","), digits.lastIndexOf(".")];
  if (comma >= 0 && dot >= 0) return comma > dot ? "," : ".";
  if (comma < 0) return digits.indexOf(".") === dot ? "." : ",";
  if (digits.indexOf(",") !== comma) return ".";
  return isGrouped(digits, ",") ? undefined : ",";
}

/** `1,250` or `12,345,678`: no more than three digits, then groups of three. */
function isGrouped(whole: string, sign: "." | ","): boolean {
  const [first = "", ...groups] = whole.split(sign);
  return /^[1-9]\d{0,2}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
}
