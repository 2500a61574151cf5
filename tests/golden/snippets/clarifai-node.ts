// Call describe_image of someone/main/models/demo.
// npm install clarifai-nodejs

import { Model } from "clarifai-nodejs";

const pat = process.env["CLARIFAI_PAT"];
if (!pat) throw new Error("Set CLARIFAI_PAT: https://clarifai.com/settings/security");

// No deployment is named, so the call runs where the model's owner decided, or
// else on Clarifai's shared compute, which is there for Clarifai's models only.
const model = new Model({
  url: "https://clarifai.com/someone/main/models/demo",
  authConfig: { pat },
});
const response = await model.predict({
  methodName: "describe_image",
  image: { url: "https://samples.clarifai.com/metro-north.jpg" },
  colors: 5,
});
console.log(Model.getOutputDataFromModelResponse(response));
