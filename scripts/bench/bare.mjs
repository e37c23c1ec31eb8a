import { Pool } from "undici";

/** Makes so many calls, ten at a time, and nothing else; answers the seconds. The far end answers after so many milliseconds. */
export async function bareCalls(items, url, after) {
  const pool = new Pool(url, { connections: 10 });
  const begin = performance.now();
  let next = 1;
  const one = async () => {
    while (next <= items) {
      const { body } = await pool.request({ method: "GET", path: `/?after=${after}&item=${next++}` });
      await body.text();
    }
  };
  await Promise.all(Array.from({ length: 10 }, one));
  await pool.close();
  return (performance.now() - begin) / 1000;
}

if (process.argv[1] === import.meta.filename) {
  const [items, url, after] = process.argv.slice(2);
  console.log(await bareCalls(Number(items), url, Number(after)));
}
