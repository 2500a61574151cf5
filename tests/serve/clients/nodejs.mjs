// Clarifai's package for Node: its methods, a unary call, a refused PAT.
import { Model } from "clarifai-nodejs";

const [base, pat] = process.argv.slice(2);
const ui = "https://clarifai.com";
const url = `${ui}/clarifai-codegen/demo/models/demo`;
const ids = { userId: "clarifai-codegen", appId: "demo" };
const model = (key) => new Model({ url, authConfig: { ...ids, pat: key, base, ui } });

const demo = model(pat);
const answers = { methods: await demo.availableMethods() };
const outputs = await demo.predict({ methodName: "text_statistics", text: "a b" });
answers.output = Model.getOutputDataFromModelResponse(outputs) !== undefined;
answers.status = outputs[0].status.code;
try {
  await model("wrong").availableMethods();
} catch (error) {
  answers.error = String(error);
}
console.log(JSON.stringify(answers));
process.exit(0);
