# mypy: ignore-errors
"""A small model that does real work with no weights and no network.

It has each kind of method, media, named fields, defaults, ranges and choices. An argument
that the caller leaves out arrives as the `Param` itself, hence `_value`. Annotations
here are what Clarifai's package reads, which no type checker does.
"""

import io
import math
import re
import time
import wave
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
from clarifai.runners.models.model_class import ModelClass
from clarifai.runners.utils.data_types import JSON, Audio, Image, NamedFields
from clarifai.runners.utils.data_utils import Param
from PIL import Image as Pillow

_STOP_WORDS = {
    "none": "",
    "english": "a an and are as at be by for from has he in is it its of on or that the "
    "they this to was were will with you",
    "french": "a au aux avec ce ces dans de des du elle en est et il la le les leur ne on "
    "ou par pas pour que qui se sur un une vous",
    "german": "als am an auf aus bei das dem den der des die ein eine er es für im in ist "
    "mit nicht sich sie sind und von war zu",
}

_STYLES = {
    "plain": str,
    "loud": str.upper,
    "title": str.title,
    "backwards": lambda word: word[::-1],
}

_MIRROR = {
    "am": "are",
    "are": "am",
    "i": "you",
    "me": "you",
    "mine": "yours",
    "my": "your",
    "you": "I",
    "your": "my",
    "yours": "mine",
}

_REPLIES = (
    (r"\b(?:hello|hi|hey)\b", "Hello, {name}. What is on your mind?"),
    (r"\bi need (.+)", "Why do you need {}?"),
    (r"\bi am (.+)", "How long have you been {}?"),
    (r"\bi feel (.+)", "What makes you feel {}?"),
    (r"\bbecause (.+)", "Is that the only reason: {}?"),
    (r"\bmy (\w+)", "Tell me more about your {}."),
    (r"\?\s*$", "What do you think yourself?"),
)


class Demo(ModelClass):
    """Pictures, words and sounds, measured."""

    @ModelClass.method
    def describe_image(
        self,
        image: Image,
        colors: int = Param(
            5,
            description="How many colours the palette has at most.",
            min_value=1,
            max_value=16,
        ),
    ) -> NamedFields(width=int, height=int, format=str, palette=list[str]):
        """Measure an image and find its palette, the most frequent colour first."""
        picture = image.to_pil()
        small = picture.convert("RGB")
        small.thumbnail((128, 128))
        reduced = small.quantize(_value(colors), method=Pillow.Quantize.MEDIANCUT)
        table = reduced.getpalette()
        counted = Counter(np.asarray(reduced).ravel().tolist()).most_common()
        rows = [table[3 * index : 3 * index + 3] for index, _ in counted]
        return NamedFields(
            width=picture.width,
            height=picture.height,
            format=picture.format or "unknown",
            palette=["#{:02x}{:02x}{:02x}".format(*row) for row in rows],
        )

    @ModelClass.method
    def make_thumbnail(
        self,
        image: Image,
        size: int = Param(
            64,
            description="The longer side, in pixels.",
            min_value=8,
            max_value=512,
        ),
        stamp: Image = None,
    ) -> Image:
        """Shrink an image to a PNG; put a stamp into its lower right corner if given."""
        side = _value(size)
        picture = image.to_pil().convert("RGBA")
        picture.thumbnail((side, side))
        if stamp is not None:
            mark = stamp.to_pil().convert("RGBA")
            mark.thumbnail((max(1, picture.width // 3), max(1, picture.height // 3)))
            corner = (picture.width - mark.width, picture.height - mark.height)
            picture.alpha_composite(mark, corner)
        return Image.from_pil(picture)

    @ModelClass.method
    def text_statistics(
        self,
        text: str,
        stop_words: str = Param(
            "english",
            description="The language whose stop words do not count as frequent.",
            choices=list(_STOP_WORDS),
        ),
        top: int = Param(
            3,
            description="How many frequent words are told.",
            min_value=1,
            max_value=20,
        ),
    ) -> NamedFields(
        characters=int,
        words=int,
        sentences=int,
        words_per_sentence=float,
        frequent=list[NamedFields(word=str, count=int)],
    ):
        """Count characters, words and sentences, and find the most frequent words."""
        words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower())
        sentences = len(re.findall(r"[^.!?\s][^.!?]*", text))
        ignored = set(_STOP_WORDS.get(_value(stop_words), "").split())
        counted = Counter(word for word in words if word not in ignored)
        ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return NamedFields(
            characters=len(text),
            words=len(words),
            sentences=sentences,
            words_per_sentence=len(words) / sentences if sentences else 0.0,
            frequent=[
                NamedFields(word=word, count=count)
                for word, count in ranked[: _value(top)]
            ],
        )

    @ModelClass.method
    def read_aloud(
        self,
        text: str,
        style: str = Param(
            "plain",
            description="What is done to each word.",
            choices=list(_STYLES),
        ),
        pause: float = Param(
            0.0,
            description="Seconds between two words.",
            min_value=0.0,
            max_value=2.0,
        ),
    ) -> Iterator[str]:
        """Say a text word by word, with the white space that follows each word."""
        change = _STYLES.get(_value(style), str)
        for number, piece in enumerate(re.findall(r"\S+\s*|\s+", text)):
            if number:
                time.sleep(_value(pause))
            word = piece.rstrip()
            yield change(word) + piece[len(word) :]

    @ModelClass.method
    def measure_levels(
        self,
        audio: Iterator[Audio],
        window: float = Param(
            0.1,
            description="Seconds of sound for each measurement.",
            min_value=0.01,
            max_value=10.0,
        ),
    ) -> Iterator[NamedFields(second=float, peak=float, rms=float)]:
        """Measure the loudness of streamed WAV pieces, in decibels below full scale."""
        start = 0.0
        for piece in audio:
            samples, rate = _samples(piece.bytes)
            step = max(1, round(rate * _value(window)))
            for first in range(0, len(samples), step):
                part = samples[first : first + step]
                yield NamedFields(
                    second=round(start + first / rate, 6),
                    peak=_decibels(float(np.abs(part).max())),
                    rms=_decibels(float(np.sqrt(np.mean(np.square(part))))),
                )
            start += len(samples) / rate

    @ModelClass.method
    def chat(
        self,
        messages: list[JSON],
        name: str = Param("friend", description="How the user is addressed."),
    ) -> str:
        """Answer the user's last message, as ELIZA did in 1966."""
        said = [m.get("content") for m in messages if m.get("role") == "user"]
        last = said[-1] if said and isinstance(said[-1], str) else ""
        return _reply(last, _value(name))


def _value(argument: Any) -> Any:
    """What was given, or the default of a `Param` that was left out."""
    return argument.default if isinstance(argument, Param) else argument


def _reply(text: str, name: str) -> str:
    for pattern, answer in _REPLIES:
        found = re.search(pattern, text, re.IGNORECASE)
        if found:
            words = re.findall(r"[\w']+", " ".join(found.groups()))
            rest = " ".join(_MIRROR.get(word.lower(), word) for word in words)
            return answer.format(rest, name=name)
    return f"Please go on, {name}."


def _samples(wav: bytes) -> tuple[np.ndarray, int]:
    """The samples of a PCM WAV file in -1..1, channels averaged, and their rate."""
    with wave.open(io.BytesIO(wav)) as file:
        raw = file.readframes(file.getnframes())
        width, channels, rate = (
            file.getsampwidth(),
            file.getnchannels(),
            file.getframerate(),
        )
    if width not in (1, 2, 4):
        raise ValueError(f"WAV with samples of {width} bytes; 1, 2 and 4 are supported")
    numbers = np.frombuffer(raw, {1: "u1", 2: "<i2", 4: "<i4"}[width]).astype(float)
    scaled = (numbers - 128) / 128 if width == 1 else numbers / 2.0 ** (8 * width - 1)
    return scaled.reshape(-1, channels).mean(axis=1), rate


def _decibels(amplitude: float) -> float:
    return round(20 * math.log10(max(amplitude, 1e-6)), 2)
