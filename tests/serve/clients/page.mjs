// A page in a browser, with a generated client, on another port than the endpoint.
import { createServer } from "node:http";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const [baseUrl] = process.argv.slice(2);
const { outputFiles } = await build({
  stdin: {
    contents: `
      import { ClarifaiError, Demo } from "./models/index.js";
      globalThis.ask = async (baseUrl) => {
        const demo = new Demo({ baseUrl, maxRetries: 0 });
        try {
          const text = await demo.chat({ messages: [{ role: "user", content: "hello" }] });
          return [text, await demo.read_aloud({ text: "a b" }).collect()];
        } catch (error) {
          return ClarifaiError.is(error) ? error.kind : String(error);
        }
      };`,
    resolveDir: process.cwd(),
    loader: "ts",
  },
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  write: false,
});
const files = { "/app.js": ["text/javascript", outputFiles[0].text] };
const page_html = ["text/html", '<script type="module" src="/app.js"></script>'];
const server = createServer((request, response) => {
  const [type, text] = files[request.url] ?? page_html;
  response.writeHead(200, { "content-type": type }).end(text);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"],
});
const page = await browser.newPage();
await page.goto(`http://localhost:${server.address().port}/`);
await page.waitForFunction("globalThis.ask");
const answers = await page.evaluate((url) => globalThis.ask(url), baseUrl);
await browser.close();
server.close();
console.log(JSON.stringify(answers));
