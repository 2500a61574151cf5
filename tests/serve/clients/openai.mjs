// OpenAI's package for JavaScript: chat, stream, responses, embeddings, errors.
import OpenAI from "openai";

const [baseURL, apiKey, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const messages = (content) => [{ role: "user", content }];
const answers = {};

const whole = await client.chat.completions.create({ model, messages: messages("hello") });
answers.text = whole.choices[0].message.content;

answers.stream = [];
const asked = { model, messages: messages("a b"), stream: true };
for await (const chunk of await client.chat.completions.create(asked)) {
  answers.stream.push(chunk.choices[0]?.delta.content ?? null);
}

const runner = client.chat.completions.runTools({
  model,
  messages: messages("rose"),
  tools: [
    {
      type: "function",
      function: {
        name: "look_up",
        parse: JSON.parse,
        function: ({ word }) => `${word} is a flower`,
        parameters: { type: "object", properties: { word: { type: "string" } }, required: ["word"] },
      },
    },
  ],
});
answers.tool = await runner.finalContent();

answers.response = (await client.responses.create({ model, input: "a" })).output_text;
const vectors = await client.embeddings.create({ model, input: "a" });
answers.embedding = vectors.data[0].embedding;
try {
  await client.chat.completions.create({ model, messages: messages("boom") });
} catch (error) {
  answers.error = [error.status, error.message];
}
console.log(JSON.stringify(answers));
