import { expect } from "vitest";
import type { Answer, CallOptions, Served } from "./served.js";

/** Calls a server's credentials, and makes some: `make` answers what came, `made` the id of one that has to be kept. */
export function making(server: () => Served) {
  const call = (method: string, path = "", options?: CallOptions) =>
    server().call(method, `/api/v1/credentials${path}`, options);
  const make = (data: object, type = "leelooToken", name = "Main"): Promise<Answer> =>
    call("POST", "", { body: { type, name, data } });
  const made = async (data: object, type?: string): Promise<string> => {
    const { status, body } = await make(data, type);
    expect(status).toBe(201);
    return body.id;
  };
  return { call, make, made };
}
