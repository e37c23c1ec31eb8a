/** The tables of the docs that are made from code: pure text from data, so that the test can make them too. */

const cell = (text) => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");
/** As code in a table's cell; a backtick inside needs a longer fence. */
const code = (text) => (String(text).includes("`") ? `\`\` ${cell(text)} \`\`` : `\`${cell(text)}\``);
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

/** docs/permissions.md: who may what. `api` is the package of that name. */
export function permissionTable({ roles, permissions, may, keyMay, sayPermission }) {
  const rows = Object.keys(permissions).map((permission) =>
    row(
      code(permission),
      cell(sayPermission(permission, "en")),
      ...roles.map((role) => (may(role, permission) ? "yes" : "–")),
      keyMay("owner", permission) ? "yes" : "–",
    ),
  );
  const columns = ["permission", "to …", ...roles, "by a key"];
  return [row(...columns), row(...columns.map(() => "---")), ...rows].join("\n");
}

/** Who is let into a route, for a table of routes. */
export const whoMayBy =
  ({ permissions, keyMay }) =>
  (rule) => {
    if (rule === "open") return "everybody";
    if (rule === "self") return "every person";
    return keyMay("owner", rule) ? permissions[rule] : `${permissions[rule]}, no key`;
  };

/** A table without the padding that the formatter may give it. */
export const plain = (text) => text?.replace(/ *\| */g, "|").replace(/-{3,}/g, "---");

/**
 * The calls of docs/api.md by what they are about, from the table that OpenAPI is made of; `whoMay` says of a route's rule
 * who is let in.
 */
export function callTables(routes, rules, whoMay) {
  return Object.entries(routes)
    .map(([about, described]) => {
      const rows = Object.entries(described).map(([route, { summary }]) =>
        row(
          code(route.replace(" /api/v1", " ").replace(/\{(\w+)\}/g, ":$1")),
          cell(summary),
          cell(whoMay(rules.get(route) ?? "open")),
        ),
      );
      return [`### ${about}`, "", row("call", "what it does", "who may"), row("---", "---", "---"), ...rows].join("\n");
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

/** Every command that does something, with what stands above it in its name. */
const leaves = (command, above = []) =>
  command.commands.length === 0
    ? [{ command, name: [...above, command.name()].join(" ") }]
    : command.commands.flatMap((one) => leaves(one, [...above, command.name()]));

/** The commands of docs/cli.md, from the program that `leeway` runs. */
export function commandTables(program) {
  return program.commands
    .flatMap((one) => leaves(one))
    .map(({ command, name }) => {
      const args = command.registeredArguments.map((one) => {
        const name = `${one.name()}${one.variadic ? "..." : ""}`;
        return one.required ? `<${name}>` : `[${name}]`;
      });
      const rows = [
        ...command.registeredArguments.map((one, at) => row(code(args[at]), cell(one.description))),
        ...command.options.map((one) => row(code(one.flags), cell(one.description))),
      ];
      return [
        `### ${code([name, ...args].join(" "))}`,
        "",
        `${command.description().replace(/^./, (first) => first.toUpperCase())}.`,
        ...(rows.length > 0 ? ["", row("argument, option", "what it does"), row("---", "---"), ...rows] : []),
      ].join("\n");
    })
    .join("\n\n");
}

/** What the ends of commands say, from `exitCodes` and their words. */
export function exitCodeTable(codes, words) {
  const rows = Object.entries(codes).map(([name, number]) => row(code(number), cell(words[name])));
  return [row("code", "what it says"), row("---", "---"), ...rows].join("\n");
}
