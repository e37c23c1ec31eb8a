import { describe, expect, test } from "vitest";
import { credentialDataSchemas, credentialTypes, type Credential } from "@leeway/api";
import {
  dataOf,
  faultsOf,
  fieldPlans,
  formOf,
  hostOf,
  keepsSecret,
  placesOf,
  pointTo,
  type CredentialForm,
} from "./credential-model.js";

const missing = (form: CredentialForm, kept: boolean) => [...faultsOf(form, kept).keys()];

const stored: Credential = {
  id: "cred_1",
  type: "leelooToken",
  name: "Our Leeloo",
  sandbox: false,
  needsSecret: false,
  createdAt: "",
  updatedAt: "",
  data: { baseUrl: "https://leeloo.example/api/v2", header: "Authorization", limitPerMinute: 100 },
};

describe("the form of a credential", () => {
  const bySigningIn = ["account", "refreshToken"];
  test.each(credentialTypes)("%s asks for every field of its schema that nobody else brings, and no other", (type) => {
    const asked = Object.keys(credentialDataSchemas[type].shape).filter((name) => !bySigningIn.includes(name));
    expect(fieldPlans[type].map(({ name }) => name).toSorted()).toEqual(asked.toSorted());
  });

  test("of a new Leeloo token is complete with a name and the token", () => {
    const form = formOf("leelooToken");
    expect(missing(form, false)).toEqual(["name", "data.token"]);
    const filled = { ...form, name: "Ours", data: { ...form.data, token: " secret " } };
    expect(missing(filled, false)).toEqual([]);
    expect(credentialDataSchemas.leelooToken.parse(dataOf(filled, false)).token).toBe("secret");
  });

  test("of a stored one keeps what is no secret and asks for no secret", () => {
    const form = formOf("leelooToken", stored);
    expect(form.data).toEqual({ ...stored.data, token: "" });
    expect(missing(form, true)).toEqual([]);
  });

  test("leaves an empty secret out of an update, and sends a typed one", () => {
    const form = formOf("leelooToken", stored);
    expect(dataOf(form, true)).toEqual(stored.data);
    expect(dataOf({ ...form, data: { ...form.data, token: "new" } }, true)).toEqual({ ...stored.data, token: "new" });
  });

  test("wants at least one host for an HTTP credential", () => {
    const form = formOf("httpBearer");
    expect(missing({ ...form, name: "n", data: { ...form.data, token: "t" } }, false)).toEqual(["data.allowedHosts"]);
  });
});

describe("what the server would refuse is said at the field", () => {
  test.each([
    ["httpBearer", "allowedHosts", ["bad/host"], "credentials.bad.hosts"],
    ["httpHeader", "name", "X Token", "credentials.bad.text"],
    ["leelooToken", "baseUrl", "ftp://leeloo.example/", "credentials.bad.url"],
    ["leelooToken", "limitPerMinute", 0, "data.bad.number"],
  ] as const)("of %s: %s", (type, field, value, message) => {
    const form = formOf(type);
    const faults = faultsOf(
      { ...form, data: { ...form.data, [field]: typeof value === "object" ? [...value] : value } },
      true,
    );
    expect(faults.get(`data.${field}`)).toBe(message);
  });

  test("and an address that is pasted as a host gives its host", () => {
    expect(hostOf("https://crm.example.com/api?x=1")).toBe("crm.example.com");
    expect(hostOf("crm.example.com:8443")).toBe("crm.example.com:8443");
  });
});

describe("the built-in Leeloo", () => {
  const sandboxed = { ...stored, data: { ...stored.data, baseUrl: "sandbox:" }, sandbox: true };

  test("needs no token to be typed", () => {
    const form = pointTo({ ...formOf("leelooToken"), name: "Try" }, "sandbox");
    expect(missing(form, false)).toEqual([]);
    expect(credentialDataSchemas.leelooToken.parse(dataOf(form, false))).toMatchObject({
      baseUrl: "sandbox:",
      token: "sandbox",
    });
    expect(placesOf(form)).toEqual([]);
  });

  test("gets its one token back where a wrong one is stored", () => {
    const form = formOf("leelooToken", sandboxed);
    expect(dataOf(form, keepsSecret(form, sandboxed))["token"]).toBe("sandbox");
  });

  test("leaves its token behind where a credential moves to the real one", () => {
    const form = pointTo(formOf("leelooToken", sandboxed), "leeloo");
    expect(keepsSecret(form, sandboxed)).toBe(false);
    expect(missing(form, keepsSecret(form, sandboxed))).toEqual(["data.token"]);
    expect(keepsSecret(formOf("leelooToken", sandboxed), sandboxed)).toBe(true);
    expect(keepsSecret(formOf("leelooToken", stored), stored)).toBe(true);
  });
});

describe("where a secret goes", () => {
  test("is the host of the address, or the hosts it may be sent to", () => {
    expect(placesOf(stored)).toEqual(["leeloo.example"]);
    expect(placesOf({ data: { allowedHosts: ["a.example", "b.example"] } })).toEqual(["a.example", "b.example"]);
  });
});
