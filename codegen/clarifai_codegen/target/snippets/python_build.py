"""What the templates of Python flavours see: source that is final, and facts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...signature.method import Method
from ..python.literals import docstring, literal
from ..python.names import identifiers
from .flavors import Flavor
from .python_values import Doc, Group, PythonValues, joined, laid_out
from .samples import Given, MediaValue, given
from .site import Site

__all__ = ["ours", "plain", "sdk"]

_ITEM_TYPES = {
    "STR": "str",
    "BYTES": "bytes",
    "INT": "int",
    "FLOAT": "float",
    "BOOL": "bool",
}


def ours(flavor: Flavor, site: Site, method: Method) -> dict[str, Any]:
    """The view of a call by our client."""
    is_async, is_batch = flavor.variant == "async", flavor.variant == "batch"
    options, scope = site.options, site.python
    values = PythonValues(sdk=False)
    names = identifiers(each.name for each in method.parameters)
    sent = given(method, options.media, full=flavor.variant == "full")
    stream, items = _stream(site, sent, values)
    keywords = {names[g.name]: _argument(g, values, items) for g in sent}
    chunks = _chunks(stream, values)
    if chunks and stream is not None:
        keywords[names[stream.name]] = chunks
        stream = None
    client = f"Async{site.entry.name}" if is_async else site.entry.name
    call = scope.methods[method.name]
    arguments: list[Doc] = [joined(f"{k}=", v, "") for k, v in keywords.items()]
    if is_batch:
        call = scope.batches[method.name]
        pairs = [joined(f"{literal(k)}: ", v, "") for k, v in keywords.items()]
        item = Group("{", tuple(pairs), "}")
        arguments = [Group("[", (item, item), "]")]
    values.needs("sys")
    if is_async:
        values.needs("asyncio")
    generator = _generator(stream, values, site)
    local = site.local(client)
    shown = client if local == client else f"{client} as {local}"
    imported = {shown, "ClarifaiError", *values.symbols}
    return {
        **_common(flavor, site, method),
        "generator": generator,
        "imports": _imports(values, {options.package: imported}),
        "construct": _constructor(local, _client_options(site)),
        "call": call,
        "arguments": [laid_out(each, 12 if is_async else 8) for each in arguments],
        "is_stream": method.kind.streams_out,
        "is_batch": is_batch,
        "is_text": method.answer.type in ("STR", "TEXT"),
    }


def sdk(flavor: Flavor, site: Site, method: Method) -> dict[str, Any]:
    """The view of a call by the package clarifai."""
    options = site.options
    values = PythonValues(sdk=True)
    sent = given(method, options.media)
    stream, items = _stream(site, sent, values)
    plain_names = [each for each in sent if _is_name(each.name)]
    other = [each for each in sent if not _is_name(each.name)]
    arguments: list[Doc] = [
        joined(f"{each.name}=", _argument(each, values, items), "")
        for each in plain_names
    ]
    if other:
        pairs = (
            joined(f"{literal(each.name)}: ", _argument(each, values, items), "")
            for each in other
        )
        arguments.append(Group("**{", tuple(pairs), "}"))
    is_local, name = flavor.variant == "local", method.name
    generator = _generator(stream, values, site)
    show = _SHOWN.get(method.answer.type, "{0}")
    untyped = name in _ON_MODEL and show != "{0}"
    if is_local or untyped:
        values.needs("typing", "Any")
    if not is_local:
        values.needs("os")
        values.needs("sys")
    own = (
        {"clarifai.client.model_client": ["ModelClient"]}
        if is_local
        else {"clarifai.client": ["Model"]}
    )
    if values.symbols:
        own["clarifai.runners.utils.data_types"] = sorted(values.symbols)
    client = "model" if is_local or name in _ON_MODEL else "model.client"
    reach = (
        f"{client}.{name}" if _is_name(name) else f"getattr({client}, {literal(name)})"
    )
    return {
        **_common(flavor, site, method),
        "generator": generator,
        "imports": _imports(values, own),
        "construct": _sdk_constructor(site),
        "call": reach,
        "arguments": [laid_out(each, 4) for each in arguments],
        "is_stream": method.kind.streams_out,
        "shown_piece": show.format("piece"),
        "shown_result": show.format("result"),
        "variable": "model: Any" if untyped else "model",
        "is_text": method.answer.type in ("STR", "TEXT"),
    }


def plain(flavor: Flavor, site: Site, method: Method) -> dict[str, Any]:
    """The view of a call that knows the model by its URL only: OpenAI's and MCP's."""
    return {
        **_common(flavor, site, method),
        "model_literal": literal(site.url),
        "litellm_literal": literal(f"openai/{site.url}"),
        "openai_literal": literal(site.openai_url),
        "mcp_literal": literal(site.mcp_url),
        "routed": bool(site.options.selector),
    }


def _common(flavor: Flavor, site: Site, method: Method) -> dict[str, Any]:
    title = f"Call {method.name} of {site.title}."
    install = ["", flavor.install] if flavor.install else []
    return {
        "doc": docstring([title, *install], 0),
        "pat_env": literal(site.pat_env),
        "pat_help": literal(
            f"Set {site.pat_env}: https://clarifai.com/settings/security"
        ),
        "routing": site.routing,
        "words": site.words,
    }


def _argument(each: Given, values: PythonValues, items: str) -> Doc:
    return items if each.is_stream else values.value(each.value)


def _stream(
    site: Site, sent: Sequence[Given], values: PythonValues
) -> tuple[Given | None, str]:
    """The parameter that is a stream, and the call of the generator that feeds it."""
    stream = next((each for each in sent if each.is_stream), None)
    return stream, f"{site.words['feed']}()"


def _chunks(stream: Given | None, values: PythonValues) -> Doc | None:
    """A WAV file in pieces, where files are what the snippet gives."""
    value = stream.value if stream is not None else None
    if not isinstance(value, MediaValue) or value.type != "AUDIO":
        return None
    if value.form != "file":
        return None
    values.symbols.add("Audio")
    return f"Audio.chunks({literal(value.place)}, seconds=1.0)"


def _generator(
    stream: Given | None, values: PythonValues, site: Site
) -> dict[str, str] | None:
    """The generator that feeds a stream: its name, the type and the source of an item."""
    if stream is None:
        return None
    values.needs("collections.abc", "Iterator")
    kind = _ITEM_TYPES.get(stream.facts.parameter.data_type.type, "")
    return {
        "name": site.words["feed"],
        "type": kind or values.needs("typing", "Any"),
        "item": laid_out(values.value(stream.value), 4, "yield "),
    }


def _client_options(site: Site) -> dict[str, str]:
    options, model = site.options, site.model
    found = {}
    if not model.model_id:
        known = site.entry.source.startswith("grpc://")
        found["url"] = site.entry.source if known else "grpc://localhost:8000"
    if options.base_url:
        found["base_url"] = options.base_url
    return found | _routing(site)


def _sdk_constructor(site: Site) -> Group:
    found = {"url": site.url}
    if not site.options.is_default_platform(site.entry):
        found["base_url"] = site.base_url
    made = _constructor("Model", found | _routing(site))
    if site.pat_env == "CLARIFAI_PAT":
        return made
    pat = f"pat=os.environ[{literal(site.pat_env)}]"
    return made._replace(items=(*made.items, pat))


def _routing(site: Site) -> dict[str, str]:
    options = site.options
    names = ("deployment_id", "compute_cluster_id", "nodepool_id", "deployment_user_id")
    return {name: getattr(options, name) for name in names if getattr(options, name)}


def _constructor(name: str, options: Mapping[str, str]) -> Group:
    items = tuple(f"{key}={literal(value)}" for key, value in options.items())
    return Group(f"{name}(", items, ")")


def _is_name(name: str) -> bool:
    return identifiers([name])[name] == name and name.isascii()


def _imports(values: PythonValues, own: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The imports in blocks: the standard library, other packages, the client's own."""
    homes: dict[str, set[str]] = {**values.imports}
    for module, names in own.items():
        homes.setdefault(module, set()).update(names)
    blocks: list[list[str]] = [[], []]
    for is_from in (False, True):
        for module in sorted(homes):
            names = sorted(name for name in homes[module] if name)
            third = module.split(".")[0] not in sys.stdlib_module_names
            if is_from and names:
                listed = Group(f"from {module} import ", tuple(names), "")
                wide = Group(f"from {module} import (", tuple(names), ")")
                line = laid_out(listed)
                blocks[third].append(line if "\n" not in line else laid_out(wide))
            elif not is_from and "" in homes[module]:
                blocks[third].append(f"import {module}")
    return [block for block in blocks if block]


_ON_MODEL = ("predict", "generate", "stream")
"""Methods that the SDK's `Model` passes on under its own types; it hides some others."""

_SHOWN = {
    "TEXT": "{0}.text",
    "IMAGE": 'f"{{len({0}.bytes)}} bytes"',
    "AUDIO": 'f"{{len({0}.bytes)}} bytes"',
    "VIDEO": 'f"{{len({0}.bytes)}} bytes"',
}
"""What `print` gets of an answer of the SDK; media would print all of their bytes."""
