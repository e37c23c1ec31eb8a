import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkedAddresses, pinned, PrivateAddress } from "./connector.js";
import { checkUrl } from "./guard.js";
import { GuardedHttp } from "./guarded-http.js";

/**
 * The ways in which addresses that must not be reached have been written to get past a check: after OWASP's sheet on
 * server-side request forgery, PayloadsAllTheThings, and the IANA registries of special addresses.
 */
const privates = `
  127.0.0.1 127.0.0.53 127.1.2.3 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.254 100.64.0.1
  100.127.255.254 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.254 192.0.0.1 192.0.0.192 192.0.2.1
  192.88.99.1 192.168.0.1 192.168.255.254 198.18.0.1 198.19.255.254 198.51.100.7 203.0.113.9 224.0.0.1
  239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16 100.100.100.200
`
  .trim()
  .split(/\s+/);

/** One IPv4 address in the spellings that a URL takes for it. */
function spellingsOf(address: string): string[] {
  const bytes = address.split(".").map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const whole = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const hex = (value: number, width = 2) => value.toString(16).padStart(width, "0");
  const octal = (value: number) => `0${value.toString(8)}`;
  const high = `${hex(a)}${hex(b)}`;
  const low = `${hex(c)}${hex(d)}`;
  const fullWidth = (text: string) =>
    text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))).replaceAll(".", "。");
  return [
    address,
    `${address}.`,
    String(whole),
    `0x${hex(whole, 8)}`,
    `0X${hex(whole, 8).toUpperCase()}`,
    octal(whole),
    bytes.map(octal).join("."),
    bytes.map((byte) => `0x${hex(byte)}`).join("."),
    bytes.map((byte) => `000${octal(byte)}`).join("."),
    `${octal(a)}.0x${hex(b)}.${c}.${d}`,
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `0x${hex(a)}.${(b * 256 + c) * 256 + d}`,
    fullWidth(address),
    address.replace(/./g, (sign) => `%${hex(sign.charCodeAt(0))}`),
    `[::ffff:${address}]`,
    `[::FFFF:${high}:${low}]`,
    `[0:0:0:0:0:ffff:${address}]`,
    `[::${high}:${low}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
    `[::ffff:0:${address}]`,
  ];
}

const others = `
  [::] [::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0001] [100::1] [fc00::1]
  [fd00:ec2::254] [fdff:ffff::1] [fe80::1] [febf::1] [fec0::1] [ff02::1] [ff0e::1] [2001::1]
  [2001:0:7f00:1::] [2001:2::1] [2001:10::1] [2001:20::1] [2001:db8::1] [3fff::1] [5f00::1] [4000::1] [::2]
  [::ffff:0:0] [64:ff9b:1:fffe::1] [2002::1]
`
  .trim()
  .split(/\s+/);

/** What does not even become a request. */
const noAddresses = [
  "file:///etc/passwd",
  "gopher://127.0.0.1:6379/_INFO",
  "ftp://127.0.0.1/",
  "dict://127.0.0.1:11211/stats",
  "ws://127.0.0.1/",
  "data:text/plain,hi",
  "javascript:alert(1)",
  "unix:/var/run/docker.sock",
  "blob:http://a/b",
  "http://127.0.0.1:80@8.8.8.8/",
  "http://8.8.8.8@127.0.0.1/",
  "http://a:b@169.254.169.254/",
  "http://",
  "//127.0.0.1",
  "http://[fe80::1%25eth0]/",
  "http://[::1%lo]/",
  "http://127.0.0.1%00.example.com/",
  "http://exa mple/",
  "127.0.0.1",
  "http://1.2.3.4.5.6.999/",
  "http://0x7f.0x0.0x0.0x100/",
  "http://127.0.0.256/",
  "http://[::1",
  "http://[1.1.1.1]/",
];

const rules = { allowPrivateHosts: [], sandbox: () => undefined };
const inNobodysReach = async (hostname: string) => {
  throw new Error(`${hostname} was looked up`);
};
/** Where a URL would lead, or why nowhere. */
async function fateOf(url: string): Promise<string> {
  const target = checkUrl(url, undefined, rules);
  if ("code" in target) return target.code;
  try {
    const [first] = await checkedAddresses(target.url.hostname, target.mayBePrivate, inNobodysReach);
    return `leads to ${first?.address}`;
  } catch (error) {
    return error instanceof PrivateAddress ? "private" : String(error);
  }
}

const spelled = [...privates.flatMap(spellingsOf), ...others];

test("no spelling of a private, local or special address leads anywhere", async () => {
  expect(new Set(spelled).size).toBeGreaterThan(600);
  const fates = await Promise.all(spelled.map(async (host) => [host, await fateOf(`http://${host}:8080/latest`)]));
  expect(fates.filter(([, fate]) => fate !== "private" && fate !== "request.badUrl")).toEqual([]);
  // Almost all of them are addresses to a URL: what is refused as no URL says nothing about the check.
  expect(fates.filter(([, fate]) => fate === "private").length).toBeGreaterThan(550);
});

test.each(noAddresses)("%s is no address of the web", async (url) => {
  expect(await fateOf(url)).toBe("request.badUrl");
});

test.each([
  ["8.8.8.8", "8.8.8.8"],
  ["134744072", "8.8.8.8"],
  ["0x08080808", "8.8.8.8"],
  ["[2606:4700:4700::1111]", "2606:4700:4700::1111"],
])("%s is of the open internet however it is spelled", async (host, address) => {
  expect(await fateOf(`https://${host}/`)).toBe(`leads to ${address}`);
});

describe("a name", () => {
  test.each([
    ["a private address", ["10.0.0.8"]],
    ["a private one among public ones", ["8.8.8.8", "127.0.0.1"]],
    ["the metadata service", ["169.254.169.254"]],
    ["this machine in IPv6", ["::1"]],
    ["this machine in IPv4 in IPv6", ["::ffff:127.0.0.1"]],
    ["this machine through a translation", ["64:ff9b::7f00:1"]],
    ["no address", []],
    ["what is none", ["localhost"]],
  ])("that leads to %s is not connected to", async (_what, addresses) => {
    const resolve = async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    await expect(checkedAddresses("rebind.example", false, resolve)).rejects.toThrow();
  });

  test("that answers otherwise when it is asked again is asked once, and the socket gets what was checked", async () => {
    const answers = [["8.8.8.8"], ["127.0.0.1"]];
    const asked: string[] = [];
    const rebinding = async (hostname: string) => {
      asked.push(hostname);
      return (answers[asked.length - 1] ?? ["127.0.0.1"]).map((address) => ({ address, family: 4 }));
    };
    const lookup = pinned(await checkedAddresses("rebind.example", false, rebinding));
    const given = [true, false, true].map(
      (all) =>
        new Promise((resolve) =>
          lookup("rebind.example", { all }, (_error, address) =>
            resolve(typeof address === "string" ? [{ address, family: 4 }] : address),
          ),
        ),
    );
    expect(await Promise.all(given)).toEqual(Array.from({ length: 3 }, () => [{ address: "8.8.8.8", family: 4 }]));
    expect(asked).toEqual(["rebind.example"]);
  });
});

describe("with somebody listening on this machine", () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  let port = 0;
  // A name whose answers change: public where it would be checked, private where it would be used.
  let asked = 0;
  const http = new GuardedHttp(rules, async () => {
    asked += 1;
    return [{ address: "127.0.0.1", family: 4 }];
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    await http.close();
    server.close();
  });

  test("no spelling of it and no name that leads to it is ever connected to", async () => {
    const hosts = [...spellingsOf("127.0.0.1"), "localhost", "LOCALHOST.", "127.0.0.1.nip.example", "rebind.example"];
    const answers = await Promise.all(
      hosts.flatMap((host) =>
        [true, false].map((fresh) =>
          http.send({
            method: "GET",
            url: `http://${host}:${port}/`,
            headers: {},
            timeoutMs: 2_000,
            fresh,
            allowedHosts: undefined,
            cancellation: { requested: false, onRequest: () => () => {} },
            beforeWrite: () => true,
          }),
        ),
      ),
    );
    expect([...new Set(answers.map(({ kind }) => kind))]).toEqual(["refused"]);
    expect(connections).toBe(0);
    expect(asked).toBe(8);
  });
});
