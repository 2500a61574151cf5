// Call openai_transport of someone/main/models/demo.
// npm install openai

import OpenAI from "openai";

const apiKey = process.env["CLARIFAI_PAT"];
if (!apiKey) throw new Error("Set CLARIFAI_PAT: https://clarifai.com/settings/security");

const client = new OpenAI({
  baseURL: "https://api.clarifai.com/v2/ext/openai/v1",
  apiKey,
});
const response = await client.chat.completions.create({
  model: "https://clarifai.com/someone/main/models/demo",
  messages: [{ role: "user", content: "What is the future of AI?" }],
});
console.log(response.choices[0]?.message.content);
