/** The tables of the docs that are made from code: pure text from data, so that the test can make them too. */

const cell = (text) => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");
/** As code in a table's cell; a backtick inside needs a longer fence. */
const code = (text) => (text.includes("`") ? `\`\` ${cell(text)} \`\`` : `\`${cell(text)}\``);
const row = (...cells) => `| ${cells.join(" | ")} |`;

/** README's table of settings, from `environmentVariables`. */
export function environmentTable(variables) {
  return [
    row("variable", "without it", "what it does"),
    row("---", "---", "---"),
    ...variables.map(({ name, fallback, about }) => row(code(name), cell(fallback), cell(about))),
  ].join("\n");
}

const groups = {
  text: "Text",
  number: "Numbers",
  list: "Lists",
  date: "Dates",
  json: "JSON",
  encoding: "Encoding",
  value: "Any value",
};

/** One table per group, in the order of `functionTable`. `signatureOf` is the engine's own. */
export function functionTables(table, signatureOf) {
  const unknown = table.find(({ group }) => !(group in groups));
  if (unknown) throw new Error(`the docs have no heading for the group ${unknown.group}`);
  return Object.entries(groups)
    .map(([group, title]) => {
      const rows = table
        .filter((one) => one.group === group)
        .map((one) =>
          row(code(signatureOf(one)), cell(one.about.en), code(one.example), code(JSON.stringify(one.exampleResult))),
        );
      return [
        `### ${title}`,
        "",
        row("function", "what it gives", "example", "result"),
        row("---", "---", "---", "---"),
      ]
        .concat(rows)
        .join("\n");
    })
    .join("\n\n");
}

/** A table without the padding that the formatter may give it. */
export const plain = (text) => text?.replace(/ *\| */g, "|").replace(/-{3,}/g, "---");

const who = { key: "key, person", person: "person", open: "everybody" };

/** The calls of docs/api.md by what they are about, from the table that OpenAPI is made of. */
export function callTables(routes) {
  return Object.entries(routes)
    .map(([about, described]) => {
      const rows = Object.entries(described).map(([route, { summary, access = "key" }]) =>
        row(code(route.replace(" /api/v1", " ").replace(/\{(\w+)\}/g, ":$1")), cell(summary), who[access]),
      );
      return [`### ${about}`, "", row("call", "what it does", "who"), row("---", "---", "---"), ...rows].join("\n");
    })
    .join("\n\n");
}

const borders = (name) => [`<!-- ${name}: made by \`npm run docs\` -->`, `<!-- end of ${name} -->`];

/** What stands between the borders of `name`; undefined where they are missing. */
export function made(text, name) {
  const [from, to] = borders(name).map((border) => text.indexOf(border));
  return from < 0 || to < from ? undefined : text.slice(from + borders(name)[0].length, to).trim();
}

/** The text with what stands between the borders of `name` replaced. */
export function remade(text, name, content) {
  if (made(text, name) === undefined) throw new Error(`there is no place for ${name}`);
  const [start, end] = borders(name);
  return `${text.slice(0, text.indexOf(start))}${start}\n\n${content}\n\n${text.slice(text.indexOf(end))}`;
}
