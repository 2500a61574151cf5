// Call describe_image of someone/main/models/demo.
// npm install "@bufbuild/protobuf@^2.13.0" "@connectrpc/connect@~2.1.2" "@connectrpc/connect-node@~2.1.2" "@connectrpc/connect-web@~2.1.2"

import { ClarifaiError, Demo } from "clarifai-models";

// No deployment is named, so the call runs where the model's owner decided, or
// else on Clarifai's shared compute, which is there for Clarifai's models only.
const model = new Demo();
try {
  const results = await model.describe_image_batch([
    { image: { url: "https://samples.clarifai.com/metro-north.jpg" }, colors: 5 },
    { image: { url: "https://samples.clarifai.com/metro-north.jpg" }, colors: 5 },
  ]);
  for (const result of results) {
    console.log(result);
  }
} catch (error) {
  if (!ClarifaiError.is(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  model.close();
}
