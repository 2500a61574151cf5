"""Fakes of the demo model's clients: typed answers, the same checks, no network."""

from __future__ import annotations

import asyncio
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .corpus import cases

GENERATED = Path(__file__).parents[2] / "generated" / "python"


@pytest.fixture
def testing() -> Iterator[Any]:
    sys.path.insert(0, str(GENERATED))
    try:
        yield importlib.import_module("clarifai_models.testing")
    finally:
        sys.path.remove(str(GENERATED))


@pytest.fixture
def models(testing: Any) -> Any:
    return importlib.import_module("clarifai_models")


def test_answers_have_the_right_type_and_follow_from_the_seed(testing: Any) -> None:
    one, other = (testing.FakeDemo(seed=7) for _ in range(2))
    assert one.text_statistics("a b") == other.text_statistics("a b")
    assert type(one.text_statistics("a").frequent) is list
    assert all(isinstance(word, str) for word in one.read_aloud("a b"))
    assert testing.FakeDemo(seed=8).chat([]) != testing.FakeDemo(seed=9).chat([])


def test_ranges_choices_and_types_are_checked_as_documented(
    testing: Any, models: Any
) -> None:
    fake = testing.FakeDemo()
    with pytest.raises(models.InvalidArgumentError, match="not within 1 and 16"):
        fake.describe_image(b"x", colors=17)
    with pytest.raises(models.ArgumentTypeError, match="did you mean 'text'"):
        fake.read_aloud("x", txet="y")
    with pytest.raises(models.InvalidArgumentError, match="no item"):
        fake.measure_levels([]).collect()


def test_answers_and_errors_can_be_scripted(testing: Any, models: Any) -> None:
    error = models.RateLimitError("not now")
    fake = testing.FakeDemo(
        answers={
            "chat": ["one", error, "two"],
            "text_statistics": {
                "characters": 1,
                "words": 1,
                "sentences": 1,
                "words_per_sentence": 1.0,
                "frequent": [],
            },
            "read_aloud": [["a", "b"], ["c", error]],
            "measure_levels": lambda audio, **_: {"second": 1, "peak": 0, "rms": 0},
        }
    )
    assert fake.chat([]) == "one"
    with pytest.raises(models.RateLimitError):
        fake.chat([])
    assert [fake.chat([]), fake.chat([])] == ["two", "two"]
    assert fake.text_statistics("x").words == 1
    assert fake.read_aloud("x").collect() == ["a", "b"]
    items = fake.read_aloud("x")
    assert next(items) == "c"
    with pytest.raises(models.RateLimitError):
        next(items)
    assert len(fake.measure_levels([b"1", b"2"]).collect()) == 2
    assert fake.chat_batch([{"messages": []}] * 200) == ["two"] * 200


def test_calls_are_recorded_as_they_were_sent(testing: Any) -> None:
    fake = testing.FakeDemo()
    fake.chat([{"role": "user", "content": "hi"}], name="Ada")
    fake.measure_levels(iter([b"1", b"2"])).collect()
    chat, levels = testing.calls_of(fake)
    sent = {"messages": [{"role": "user", "content": "hi"}], "name": "Ada"}
    assert chat == ("chat", sent)
    assert [audio.bytes for audio in levels.arguments["audio"]] == [b"1", b"2"]


def test_a_method_that_does_not_exist_cannot_be_scripted(testing: Any) -> None:
    with pytest.raises(ValueError, match="no method 'caht'"):
        testing.FakeDemo(answers={"caht": "x"})
    with pytest.raises(ValueError, match="series of answers to 'chat' is empty"):
        testing.FakeDemo(answers={"chat": []})
    with pytest.raises(TypeError, match="no fake"):
        testing.calls_of(object())


def test_a_scripted_answer_that_does_not_fit_is_named(
    testing: Any, models: Any
) -> None:
    fake = testing.FakeDemo(answers={"chat": 5, "read_aloud": "text"})
    with pytest.raises(models.InvalidArgumentError, match="answer to 'chat' does not"):
        fake.chat([])
    with pytest.raises(models.InvalidArgumentError, match="is a sequence of items"):
        fake.read_aloud("x").collect()


def test_async_fakes_do_the_same(testing: Any) -> None:
    async def main() -> None:
        async with testing.FakeAsyncDemo(answers={"chat": "hello"}) as fake:
            assert await fake.chat([]) == "hello"
            assert len(await fake.read_aloud("x").collect()) == 3
            assert len(await fake.measure_levels([b"1", b"2"]).collect()) == 2
            assert await fake.chat_batch([{"messages": []}]) == ["hello"]
            assert len(testing.calls_of(fake)) == 4

    asyncio.run(main())


def test_a_fake_is_a_client_with_its_responses_and_options(
    testing: Any, models: Any
) -> None:
    fake = testing.FakeDemo(answers={"chat": "hello"})
    assert isinstance(fake, models.Demo)
    assert fake.with_response.chat([]).value == "hello"
    assert fake.with_options(timeout=1, pat="secret").chat([]) == "hello"
    assert len(testing.calls_of(fake)) == 2


def test_a_users_tests_need_no_pat_and_no_network() -> None:
    code = (
        "import socket\n"
        "def refuse(*_): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from clarifai_models.testing import FakeDemo\n"
        "print(len(FakeDemo().read_aloud('x').collect()))\n"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(GENERATED)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "3\n", done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_every_model_of_the_corpus_has_a_fake(case: Any, clients: Any) -> None:
    testing = importlib.import_module(f"{clients.__name__}.testing")
    fake = getattr(testing, f"Fake{case.name}")()
    assert isinstance(fake, getattr(clients, case.name))
    assert testing.calls_of(fake) == []
