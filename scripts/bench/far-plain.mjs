// The far end of loops with a call: answers a little JSON at once, in a process of its own.
import { createServer } from "node:http";

createServer((_, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
}).listen(Number(process.env.PORT), "127.0.0.1");
