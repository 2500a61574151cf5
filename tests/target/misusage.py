"""Code of a user that type checkers refuse: an error is expected in each marked line."""

from clients import Gpt4_1, Gpt4_1Protocol, ImageModel, Records

gpt = Gpt4_1()
gpt.predict()  # error
gpt.predict(1)  # error
gpt.predict("hi", style="loud")  # error
gpt.predict("hi", max_tokens="5")  # error
gpt.predict("hi", maxtokens=5)  # error
gpt.predict("hi", 5)  # error
gpt.predict([{"promt": "a"}])  # error
gpt.predict_batch([{}])  # error
gpt.predict_batch([{"prompt": "a", "image": 1}])  # error
gpt.generate(["a"])  # error
gpt.with_options(timout=5)  # error
print(gpt.predict("hi").value)  # error
Records().move({"left": 1.0})  # error
ImageModel().list("abc").append(1)  # error


class Wrong:
    def predict(self, prompt: int) -> str:
        return str(prompt)


model: Gpt4_1Protocol = Wrong()  # error
