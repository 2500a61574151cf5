// Call openai_stream_transport of someone/main/models/demo.
// npm install openai

import OpenAI from "openai";

const apiKey = process.env["CLARIFAI_PAT"];
if (!apiKey) throw new Error("Set CLARIFAI_PAT: https://clarifai.com/settings/security");

const client = new OpenAI({
  baseURL: "https://api.clarifai.com/v2/ext/openai/v1",
  apiKey,
});
const stream = await client.chat.completions.create({
  model: "https://clarifai.com/someone/main/models/demo",
  messages: [{ role: "user", content: "What is the future of AI?" }],
  stream: true,
});
for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? "");
}
process.stdout.write("\n");
