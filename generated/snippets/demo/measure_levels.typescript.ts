// Call measure_levels of clarifai-codegen/demo/models/demo.
// npm install "@bufbuild/protobuf@^2.13.0" "@connectrpc/connect@~2.1.2" "@connectrpc/connect-node@~2.1.2" "@connectrpc/connect-web@~2.1.2"

import { ClarifaiError, Demo } from "clarifai-models";

async function* items() {
  yield { url: "https://samples.clarifai.com/GoodMorning.wav" };
  yield { url: "https://samples.clarifai.com/GoodMorning.wav" };
}

// No deployment is named, so the call runs where the model's owner decided, or
// else on Clarifai's shared compute, which is there for Clarifai's models only.
const model = new Demo();
try {
  for await (const piece of model.measure_levels({ audio: items(), window: 0.1 })) {
    console.log(piece);
  }
} catch (error) {
  if (!ClarifaiError.is(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  model.close();
}
