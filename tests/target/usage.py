"""Code of a user, for type checkers: what a client of the golden models gives."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Literal, assert_type

from clients import (
    AsyncGpt4_1,
    AsyncGpt4_1Protocol,
    AsyncModel4x,
    AsyncStream,
    Audio,
    ChatMessage,
    Gpt4_1,
    Gpt4_1Protocol,
    ImageModel,
    Model4x,
    Records,
    Response,
    Stream,
)
from clients.records import DetectBox, DetectResult

gpt = Gpt4_1()
assert_type(gpt.predict("hi"), str)
assert_type(gpt.predict("hi", max_tokens=5, style="fancy"), str)
assert_type(gpt.predict([{"prompt": "a"}, {"prompt": "b", "image": None}]), list[str])
assert_type(gpt.predict_batch([{"prompt": "a"}]), list[str])
assert_type(gpt.generate("hi"), Stream[str])
assert_type(gpt.with_response.predict("hi"), Response[str])
assert_type(gpt.with_response.generate("hi"), Stream[Response[str]])
assert_type(gpt.with_response.predict_batch([]), list[Response[str]])
assert_type(gpt.with_options(timeout=5, deployment_id="d").predict("hi"), str)
history: list[ChatMessage] = [{"role": "user", "content": "hi"}]
gpt.predict("hi", messages=history)
gpt.predict("hi", messages=[{"role": "user", "content": "hi"}, {"x": 1}])
style: Literal["plain", "fancy"] = "plain"
with gpt as same, same.generate("hi", style=style) as words:
    assert_type(list(words), list[str])

box = DetectBox(1.0, (1, 2))
records = Records("grpc://127.0.0.1:1")
assert_type(records.move(box), DetectBox)
assert_type(records.move({"left": 1.0, "from": (1, 2)}), DetectBox)
answer = records.detect(box, deep=[[[[[[{}]]]]]])
assert_type(answer, DetectResult)
assert_type(answer.scores, list[float])
assert_type(ImageModel().list(["a"]), list[str])

speech = Model4x()
for text in speech.transcribe([Audio(b"x"), b"y"], language="de"):
    assert_type(text, str)
assert_type(speech.close(), bool)
speech.close_()


async def run() -> None:
    async with AsyncGpt4_1() as client:
        assert_type(await client.predict("hi"), str)
        assert_type(await client.predict([{"prompt": "a"}]), list[str])
        assert_type(await client.predict_batch([{"prompt": "a"}]), list[str])
        assert_type(client.generate("hi"), AsyncStream[str])
        assert_type(await client.with_response.predict("hi"), Response[str])
        async for word in client.generate("hi"):
            assert_type(word, str)
    assert_type(AsyncModel4x().transcribe(iter([b"x"])), AsyncStream[str])


class Fake:
    """A fake of a user's own, without a parameter that it has no use for."""

    def predict(self, prompt: str, **rest: object) -> str:
        return prompt

    def generate(self, prompt: str, **rest: object) -> Iterator[str]:
        yield from prompt

    def openai_transport(self, msg: str) -> str:
        return msg


def use(model: Gpt4_1Protocol) -> str:
    return model.predict("hi", max_tokens=1) + "".join(model.generate("hi"))


def use_async(model: AsyncGpt4_1Protocol) -> AsyncIterator[str]:
    return model.generate("hi")


def many(models: Sequence[Gpt4_1Protocol]) -> list[str]:
    return [use(model) for model in models]


many([gpt, Fake()])
use_async(AsyncGpt4_1())
