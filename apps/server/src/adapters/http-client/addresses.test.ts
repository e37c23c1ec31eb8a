import { describe, expect, test } from "vitest";
import { isPublicAddress, matchesHost } from "./addresses.js";

describe("addresses", () => {
  test.each([
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "::",
    "::1",
    "[::1]",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "100::1",
    "localhost",
    "",
    "1.2.3",
    "x",
  ])("%s is not of the open internet", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  test.each([
    "1.1.1.1",
    "8.8.8.8",
    "172.32.0.1",
    "100.128.0.1",
    "::ffff:8.8.8.8",
    "2606:4700:4700::1111",
    "[2a00:1450:4001::5]",
  ])("%s is of the open internet", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  test("a host without a port stands for every port, one with a port for that one", () => {
    const is = (entry: string, url: string) => matchesHost([entry], new URL(url));
    expect(is("a.example", "https://a.example:8443/x")).toBe(true);
    expect(is("a.example:443", "https://a.example/x")).toBe(true);
    expect(is("a.example:80", "https://a.example/x")).toBe(false);
    expect(is("A.example", "http://a.example./")).toBe(true);
    expect(is("[::1]:90", "http://[::1]:90/")).toBe(true);
    expect(is("a.example", "https://b.a.example/")).toBe(false);
    expect(is("a.example", "https://a.example.evil.com/")).toBe(false);
  });
});
