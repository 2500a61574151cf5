/** A page: what its buttons call, and what it shows of the answers. */

import { ClarifaiError, EveryKind } from "../../build/index.js";

const baseUrl = new URLSearchParams(location.search).get("base") ?? "/api/clarifai";
const model = new EveryKind({ baseUrl, maxRetries: 0 });

/** Shows the items as they come. */
async function story(show: (text: string) => void): Promise<void> {
  for await (const item of model.generate_str({ x: "story" })) show(item);
}

async function answer(show: (text: string) => void): Promise<void> {
  show(await model.echo_str({ x: "žluťoučký 🐎" }));
}

async function forbidden(show: (text: string) => void): Promise<void> {
  const { bytes } = await model.echo_image({ x: { blob: new Blob(["picture"]) } });
  show(new TextDecoder().decode(bytes));
}

async function bidirectional(show: (text: string) => void): Promise<void> {
  for await (const item of model.stream_str({ items: ["a"] })) show(item);
}

const output = document.body.appendChild(document.createElement("output"));

for (const [name, run] of Object.entries({ story, answer, forbidden, bidirectional })) {
  const button = document.body.appendChild(document.createElement("button"));
  button.id = button.textContent = name;
  button.addEventListener("click", () => {
    output.textContent = "";
    const show = (text: string): void => output.append(text);
    run(show).then(
      () => show(" END"),
      (error: unknown) => show(ClarifaiError.is(error) ? error.kind : String(error)),
    );
  });
}
