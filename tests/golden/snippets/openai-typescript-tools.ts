// Call openai_transport of someone/main/models/demo.
// npm install openai

import OpenAI from "openai";

const apiKey = process.env["CLARIFAI_PAT"];
if (!apiKey) throw new Error("Set CLARIFAI_PAT: https://clarifai.com/settings/security");

const client = new OpenAI({
  baseURL: "https://api.clarifai.com/v2/ext/openai/v1",
  apiKey,
});
const tools: OpenAI.ChatCompletionTool[] = [
  {
    type: "function",
    function: {
      name: "get_weather",
      description: "The weather in a city.",
      parameters: {
        type: "object",
        properties: { city: { type: "string" } },
        required: ["city"],
        additionalProperties: false,
      },
      strict: true,
    },
  },
];

function run(name: string, given: string): string {
  if (name !== "get_weather") return `There is no tool ${name}.`;
  try {
    const { city } = JSON.parse(given) as { city: string };
    return `It is sunny in ${city}.`;
  } catch (error) {
    return `Bad arguments: ${String(error)}`;
  }
}

const messages: OpenAI.ChatCompletionMessageParam[] = [
  { role: "user", content: "What is the weather in Berlin?" },
];
for (let round = 0; round < 5; round += 1) {
  const response = await client.chat.completions.create({
    model: "https://clarifai.com/someone/main/models/demo",
    messages,
    tools,
  });
  const message = response.choices[0]?.message;
  if (!message?.tool_calls?.length) {
    console.log(message?.content);
    break;
  }
  messages.push(message);
  for (const call of message.tool_calls) {
    if (call.type !== "function") continue;
    const content = run(call.function.name, call.function.arguments);
    messages.push({ role: "tool", tool_call_id: call.id, content });
  }
}
