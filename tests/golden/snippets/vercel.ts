// Call openai_transport of someone/main/models/demo.
// npm install ai @ai-sdk/openai-compatible

import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText } from "ai";

const apiKey = process.env["CLARIFAI_PAT"];
if (!apiKey) throw new Error("Set CLARIFAI_PAT: https://clarifai.com/settings/security");

const clarifai = createOpenAICompatible({
  name: "clarifai",
  baseURL: "https://api.clarifai.com/v2/ext/openai/v1",
  apiKey,
});
const { text } = await generateText({
  model: clarifai("https://clarifai.com/someone/main/models/demo"),
  prompt: "What is the future of AI?",
});
console.log(text);
