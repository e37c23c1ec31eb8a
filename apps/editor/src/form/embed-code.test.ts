import { expect, test } from "vitest";
import { embedCode } from "./embed-code.js";

test("a heading with quotes and brackets stays within its attribute", () => {
  expect(embedCode("https://leeway.example/forms/k", 'Say "hi" <script> & go')).toBe(
    '<iframe src="https://leeway.example/forms/k" title="Say &quot;hi&quot; &lt;script&gt; &amp; go" style="width:100%;height:700px;border:0"></iframe>',
  );
});
