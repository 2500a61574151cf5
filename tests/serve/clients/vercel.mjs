// The Vercel AI SDK: text, stream, a tool with its whole loop, embeddings, an error.
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { embedMany, generateText, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";

const [baseURL, apiKey, model] = process.argv.slice(2);
const clarifai = createOpenAICompatible({ name: "clarifai", baseURL, apiKey });
const chat = clarifai(model);
const answers = {};

answers.text = (await generateText({ model: chat, prompt: "hello" })).text;

const pieces = [];
for await (const piece of streamText({ model: chat, prompt: "a b" }).textStream) {
  pieces.push(piece);
}
answers.stream = pieces;

const look_up = tool({
  description: "Look a word up.",
  inputSchema: z.object({ word: z.string() }),
  execute: async ({ word }) => `${word} is a flower`,
});
const loop = { model: chat, prompt: "rose", tools: { look_up }, stopWhen: stepCountIs(3) };
answers.tool = (await generateText(loop)).text;
answers.streamedTool = await streamText(loop).text;

const embedding = clarifai.textEmbeddingModel(model);
answers.embeddings = (await embedMany({ model: embedding, values: ["a", "b"] })).embeddings;

try {
  await generateText({ model: chat, prompt: "boom", maxRetries: 0 });
} catch (error) {
  answers.error = [error.statusCode, error.message];
}
console.log(JSON.stringify(answers));
