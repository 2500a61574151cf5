"""The flavours of snippets: one row each. Standard library only: configuration reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["DEFAULT_FLAVORS", "FLAVORS", "MEDIA", "Flavor"]

MEDIA = ("url", "bytes", "file")
"""How snippets give images, audio and video."""


class Flavor(NamedTuple):
    """One way to call a method.

    `family` names the rules of `available` and of the builder, `template` (below
    `snippets/`) the text. `language` is that of a fence in Markdown, `suffix` a file's.
    `install` is what one types first, "" for nothing.
    """

    name: str
    title: str
    language: str
    suffix: str
    install: str
    family: str
    variant: str = ""

    @property
    def template(self) -> str:
        """The name of the template; some variants differ in what is given only."""
        name = self.family if self.variant in _SAME_TEXT else self.name
        return f"{name}.{self.suffix}"


_SAME_TEXT = ("batch", "full")

_OURS = "pip install grpcio clarifai-grpc"
_CONNECT = (
    'npm install "@bufbuild/protobuf@^2.13.0" "@connectrpc/connect@~2.1.2" '
    '"@connectrpc/connect-node@~2.1.2" "@connectrpc/connect-web@~2.1.2"'
)
_SDK = "pip install --upgrade clarifai"
_OPENAI = "pip install openai"
_LITELLM = "pip install litellm"
_VERCEL = "npm install ai @ai-sdk/openai-compatible"

_ROWS = f"""
python | Python | py | {_OURS} | python
python-async | Python, asyncio | py | {_OURS} | python async
python-batch | Python, batch | py | {_OURS} | python batch
python-full | Python, all media | py | {_OURS} | python full
typescript | TypeScript | ts | {_CONNECT} | typescript
typescript-batch | TypeScript, batch | ts | {_CONNECT} | typescript batch
typescript-full | TypeScript, all media | ts | {_CONNECT} | typescript full
clarifai-python | Clarifai SDK, Python | py | {_SDK} | sdk
clarifai-python-local | Clarifai SDK, local runner | py | {_SDK} | sdk local
clarifai-node | Clarifai SDK, Node | ts | npm install clarifai-nodejs | node
cli | Clarifai CLI | sh | {_SDK} | cli
curl | curl | sh | | curl
openai-python | OpenAI, Python | py | {_OPENAI} | openai
openai-python-stream | OpenAI, Python, streaming | py | {_OPENAI} | openai stream
openai-python-tools | OpenAI, Python, tools | py | {_OPENAI} | openai tools
openai-typescript | OpenAI, TypeScript | ts | npm install openai | openai
openai-typescript-stream | OpenAI, TypeScript, streaming | ts | npm install openai | openai stream
openai-typescript-tools | OpenAI, TypeScript, tools | ts | npm install openai | openai tools
litellm | LiteLLM | py | {_LITELLM} | openai
litellm-stream | LiteLLM, streaming | py | {_LITELLM} | openai stream
litellm-tools | LiteLLM, tools | py | {_LITELLM} mcp | openai tools
vercel | Vercel AI SDK | ts | {_VERCEL} | openai
vercel-stream | Vercel AI SDK, streaming | ts | {_VERCEL} | openai stream
vercel-tools | Vercel AI SDK, tools | ts | {_VERCEL} | openai tools
mcp-python | MCP, Python | py | pip install fastmcp | mcp
"""

_LANGUAGES = {"py": "python", "ts": "typescript", "sh": "bash"}


def _flavor(row: str) -> Flavor:
    name, title, suffix, install, rules = (cell.strip() for cell in row.split("|"))
    family, _, variant = rules.partition(" ")
    language = _LANGUAGES[suffix]
    return Flavor(name, title, language, suffix, install, family, variant)


FLAVORS: Mapping[str, Flavor] = {
    flavor.name: flavor for flavor in map(_flavor, _ROWS.strip().splitlines())
}

DEFAULT_FLAVORS = (
    "python",
    "typescript",
    "clarifai-python",
    "curl",
    "openai-python",
    "mcp-python",
)
"""What a project writes that names none."""
