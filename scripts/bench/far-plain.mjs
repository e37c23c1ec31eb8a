// The far end of loops with a call, in a process of its own: answers a little JSON after `?after` milliseconds.
import { createServer } from "node:http";

createServer((request, response) => {
  const after = Number(new URL(request.url, "http://far").searchParams.get("after") ?? 0);
  const answer = () => response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
  if (after > 0) setTimeout(answer, after);
  else answer();
}).listen(Number(process.env.PORT), "127.0.0.1");
