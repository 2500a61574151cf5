"""What the templates of TypeScript flavours see: source that is final, and facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...signature.method import Method
from ..typescript.layout import Doc, Group, Pair, render
from ..typescript.literals import comment, key, string
from ..typescript.names import is_identifier, properties
from .flavors import Flavor
from .samples import Given, given
from .site import Site
from .typescript_values import TypeScriptValues

__all__ = ["node", "ours", "plain"]


def ours(flavor: Flavor, site: Site, method: Method) -> dict[str, Any]:
    """The view of a call by our client."""
    options, scope, words = site.options, site.typescript, site.words
    values = TypeScriptValues(options.names)
    is_batch = flavor.variant == "batch"
    sent = given(method, options.media, full=flavor.variant == "full")
    names = properties((each.name for each in method.parameters), options.names)
    pairs = [
        Pair(key(names[each.name]), _argument(each, values, site)) for each in sent
    ]
    stream = next((each for each in sent if each.is_stream), None)
    name = (scope.batches if is_batch else scope.methods)[method.name]
    item: Doc = Group("{ ", tuple(pairs), " }") if pairs else "{}"
    call = _member(words["model"], name)
    arguments: list[Doc] = [Group("[", (item, item), "]")] if is_batch else []
    if pairs and not is_batch:
        arguments = [item]
    client = site.local(site.entry.name)
    shown = (
        site.entry.name
        if client == site.entry.name
        else f"{site.entry.name} as {client}"
    )
    fed = stream and _call("yield ", _bare(stream, values), ";", 2)
    own = {options.module: {"ClarifaiError", shown}}
    return {
        **_common(flavor, site, method),
        "imports": _imports({**values.imports, **own}),
        "construct": _constructor(client, _client_options(site)),
        "close": _member(words["model"], scope.members["close"]),
        "item": fed,
        "call": _Call(call, arguments),
        "is_stream": method.kind.streams_out,
        "is_batch": is_batch,
        "text": {"STR": words["piece"], "TEXT": f"{words['piece']}.text"}.get(
            method.answer.type, ""
        ),
    }


def node(flavor: Flavor, site: Site, method: Method) -> dict[str, Any]:
    """The view of a call by clarifai-nodejs."""
    values = TypeScriptValues("preserve", sdk=True)
    pairs: list[Doc] = [Pair("methodName", string(method.name))]
    for each in given(method, site.options.media):
        data_type = each.facts.parameter.data_type
        if data_type.type != "FLOAT" or not float(each.value).is_integer():
            pairs.append(Pair(key(each.name), values.value(data_type, each.value)))
    access = ["pat"]
    if not site.options.is_default_platform(site.entry):
        access.append(f"base: {string(site.base_url)}")
    config = (
        Pair("url", string(site.url)),
        Pair("authConfig", Group("{ ", tuple(access), " }")),
    )
    own = {"clarifai-nodejs": {"Model"}}
    call = "model.generate" if method.kind.streams_out else "model.predict"
    return {
        **_common(flavor, site, method),
        "imports": _imports({**values.imports, **own}),
        "construct": Group("new Model({ ", config, " })"),
        "call": _Call(call, [Group("{ ", tuple(pairs), " }")]),
        "is_stream": method.kind.streams_out,
    }


def plain(flavor: Flavor, site: Site, method: Method) -> dict[str, Any]:
    """The view of a call that knows the model by its URL only."""
    return {
        **_common(flavor, site, method),
        "model_literal": string(site.url),
        "openai_literal": string(site.openai_url),
        "routed": bool(site.options.selector),
    }


class _Call:
    """A call that a template puts between two texts."""

    def __init__(self, function: str, arguments: Iterable[Doc]) -> None:
        self._function = function
        self._arguments = tuple(arguments)

    def __call__(self, before: str, after: str, indent: int = 0) -> str:
        """The source at column `indent`."""
        if not self._arguments:
            return f"{before}{self._function}(){after}"
        return _call(
            f"{before}{self._function}(", self._arguments[0], f"){after}", indent
        )


def _call(before: str, doc: Doc, after: str, indent: int = 0) -> str:
    """A value between two texts, of which the first and last line have them."""
    if isinstance(doc, Group):
        return render(
            doc._replace(open=before + doc.open, close=doc.close + after), indent
        )
    return before + render(doc, indent) + after


def _bare(each: Given, values: TypeScriptValues) -> Doc:
    return values.value(each.facts.parameter.data_type, each.value)


def _argument(each: Given, values: TypeScriptValues, site: Site) -> Doc:
    return f"{site.words['feed']}()" if each.is_stream else _bare(each, values)


def _member(thing: str, name: str) -> str:
    return f"{thing}.{name}" if is_identifier(name) else f"{thing}[{string(name)}]"


def _client_options(site: Site) -> dict[str, str]:
    options = site.options
    found = {}
    if not site.model.model_id:
        known = site.entry.source.startswith("grpc://")
        found["url"] = site.entry.source if known else "grpc://localhost:8000"
    found["baseUrl"] = options.base_url
    found["deploymentId"] = options.deployment_id
    found["computeClusterId"] = options.compute_cluster_id
    found["nodepoolId"] = options.nodepool_id
    found["deploymentUserId"] = options.deployment_user_id
    return {name: value for name, value in found.items() if value}


def _constructor(client: str, options: Mapping[str, str]) -> Doc:
    if not options:
        return f"new {client}()"
    pairs = tuple(Pair(name, string(value)) for name, value in options.items())
    return Group(f"new {client}({{ ", pairs, " })")


def _imports(homes: Mapping[str, Iterable[str]]) -> list[str]:
    return [
        render(Group("import { ", tuple(sorted(names)), f' }} from "{module}";'))
        for module, names in sorted(homes.items())
    ]


def _common(flavor: Flavor, site: Site, method: Method) -> dict[str, Any]:
    return {
        "title": comment(f"Call {method.name} of {site.title}."),
        "install": comment(flavor.install),
        "pat": f"process.env[{string(site.pat_env)}]",
        "pat_help": string(
            f"Set {site.pat_env}: https://clarifai.com/settings/security"
        ),
        "routing": site.routing,
        "words": site.words,
    }
