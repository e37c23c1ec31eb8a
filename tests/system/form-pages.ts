import { chain, document, node } from "./documents.js";
import type { Leeway } from "./leeway.js";

/** What the forms ask for. */
export const fields = [
  { label: "Your name", name: "name" },
  { label: "Phone", name: "phone", kind: "phone", help: "We <b>call</b> you" },
  { label: "Size", name: "size", kind: "choice", choices: "S\nM", required: false },
  { label: "I agree", name: "agree", kind: "consent" },
];
export const flow = (params: Record<string, unknown> = {}) =>
  document(
    "Form",
    [
      node("in", "trigger.form", { title: 'Sign up <script>alert("1")</script>', fields, ...params }),
      node("s", "logic.set", { fields: [] }),
    ],
    chain("in", "s"),
  );
export async function publish(leeway: Leeway, params: Record<string, unknown> = {}) {
  const { id, hook } = await leeway.publish(flow(params));
  return { id, url: hook };
}
/** A page as it was shown. */
interface Shown {
  status: number;
  headers: Headers;
  text: string;
  seal: string;
}
export const open = async (url: string, headers: Record<string, string> = {}): Promise<Shown> => {
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, seal: sealIn(text) };
};
const sealIn = (text: string) => /name="seal" value="([^"]*)"/.exec(text)?.[1] ?? "";
/** Answers that fit. */
export const right = { "a.name": "Оксана", "a.phone": "+380 67 123 45 67", "a.size": "M", "a.agree": "yes" };
export async function send(
  url: string,
  seal: string,
  answers: Record<string, string> = right,
  headers: Record<string, string> = {},
): Promise<Shown> {
  const body = new URLSearchParams({ seal, company_site: "", ...answers });
  const answer = await fetch(url, { method: "POST", body, headers, redirect: "manual" });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, seal: sealIn(text) };
}
/** As long as a person needs at the very least. */
export const aWhile = () => new Promise((resolve) => setTimeout(resolve, 2_050));
export const runsOf = async (leeway: Leeway, id: string) => (await leeway.api("GET", `/runs?workflowId=${id}`)).items;
