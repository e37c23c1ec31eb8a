// The far end of the second workload: the sandbox as a process of its own, with a limit that does not bind.
import { Sandbox, serveSandbox } from "@leeway/leeloo-sandbox";

await serveSandbox(new Sandbox({ base: "/api/v2", limitPerMinute: 10_000_000 }), { port: Number(process.env.PORT) });
