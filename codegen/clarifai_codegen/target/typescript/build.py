"""Model -> view: what a module says, part by part."""

from __future__ import annotations

from ...signature.method import Kind, Method, Model
from ..entry import Entry
from ..prose import inline
from .arguments import Argument, Property, arguments
from .docs import method_doc, summary
from .layout import Doc, Group, Pair, flat
from .literals import string, untagged
from .names import compound
from .options import Options
from .scope import Scope, renamed
from .shapes import Shape
from .types import LANGUAGE, Types
from .view import CodecTable, Interface, MethodView, ModelView

__all__ = ["build"]

_KINDS = {
    Kind.UNARY_UNARY: "",
    Kind.UNARY_STREAMING: '"serverStream"',
    Kind.STREAMING_STREAMING: '"bidirectional"',
}
_LONGEST = 30
"""Characters of an answer's type; a longer one has a name of its own."""

_RECORD = ("Values by name, in the order in which the model has them.",)


def build(entry: Entry, scope: Scope, options: Options) -> ModelView:
    """The module of one model."""
    model = entry.model
    types = Types(scope.symbol, scope.shapes, options.int64)
    interfaces: list[Interface] = []
    codecs: list[CodecTable] = []
    for shape in scope.shapes:
        interfaces += _records(shape, types)
        codecs.append(_codec(shape, types))
    methods = []
    for method in model.methods:
        found = arguments(method, types, scope.symbol, options.names)
        interfaces.append(_input(method, found, scope))
        better = method.typed_answer.type_in(LANGUAGE)
        result = types.returned(method.answer, better)
        if len(flat(result)) > _LONGEST and isinstance(result, Group):
            name = scope.module.claim(compound(method.name, "Result"), "")
            doc = (f"What `{untagged(inline(method.name))}` answers.",)
            interfaces.append(Interface(name, (), doc, result))
            result = name
        methods.append(_method(method, found, result, types, scope))
    has_openai = any(method.is_openai_transport() for method in model.methods)
    wires = tuple(string(method.name) for method in model.methods)
    return ModelView(
        title=_title(model),
        name=entry.name,
        protocol=scope.protocol,
        model_fields=_model_fields(entry),
        openai_model=string(_address(model)) if model.model_id else "",
        has_openai=has_openai,
        members=scope.members,
        interfaces=tuple(interfaces),
        codecs=tuple(codecs),
        methods=tuple(methods),
        wire_names=Group("[", wires, "]"),
        exports=(entry.name, scope.protocol),
        problems=tuple(renamed(scope, entry.name, has_openai, options.names)),
    )


def _records(shape: Shape, types: Types) -> list[Interface]:
    """What answers hold, and what may be given."""
    found = []
    for name, type_of in (shape.returned, types.returned), (shape.given, types.given):
        if name:
            named = zip(shape.properties, shape.fields, strict=True)
            rows = [Property(n, type_of(f.data_type), False) for n, f in named]
            found.append(Interface(name, tuple(rows), _RECORD))
    return found


def _codec(shape: Shape, types: Types) -> CodecTable:
    rows = []
    for name, field in zip(shape.properties, shape.fields, strict=True):
        row = [Pair("name", string(field.name))]
        if name != field.name:
            row.append(Pair("property", string(name)))
        row.append(Pair("codec", types.codec(field.data_type)))
        rows.append(Group("{ ", tuple(row), " }"))
    fields = Group("[", tuple(rows), "]")
    return CodecTable(shape.codec, shape.name, string(shape.name), fields)


def _input(method: Method, found: tuple[Argument, ...], scope: Scope) -> Interface:
    doc = (f"Arguments of `{untagged(inline(method.name))}`.",)
    properties = tuple(each.property for each in found)
    nothing = "" if found else "Readonly<Record<string, never>>"
    return Interface(scope.inputs[method.name], properties, doc, nothing)


def _method(
    method: Method,
    found: tuple[Argument, ...],
    result: Doc,
    types: Types,
    scope: Scope,
) -> MethodView:
    name = method.name
    output = ""
    if len(method.outputs) > 1:
        output = '""'
    elif method.outputs[0].name != "return":
        output = string(method.outputs[0].name)
    is_typed = method.typed_answer.type_in(LANGUAGE) is not None
    return MethodView(
        name=scope.methods[name],
        batch=scope.batches.get(name, ""),
        series=scope.series.get(name, ""),
        table=scope.tables[name],
        wire=string(name),
        kind=_KINDS[method.kind],
        output=output,
        is_openai=method.is_openai_transport(),
        is_stream=method.kind.streams_out,
        is_optional=all(each.property.optional for each in found),
        input=scope.inputs[name],
        parameters=Group("[", tuple(each.table for each in found), "]"),
        codec=types.codec(method.answer, is_typed),
        is_typed=is_typed,
        result=result,
        doc=method_doc(method, 2) or summary(method, 2),
    )


def _model_fields(entry: Entry) -> Group:
    model = entry.model
    fields = {
        "userId": model.user_id,
        "appId": model.app_id,
        "modelId": model.model_id,
        "versionId": model.version_id,
        "baseUrl": entry.base_url,
        "patEnv": entry.pat_env,
        "digest": entry.digest,
    }
    pairs = [Pair(name, string(text)) for name, text in fields.items() if text]
    return Group("{ ", tuple(pairs), " }") if pairs else Group("{", (), "}")


def _title(model: Model) -> str:
    """The model in words, for the comment of its class."""
    if not model.model_id:
        return "a model whose ids its signatures do not tell"
    owner = "/".join(filter(None, (model.user_id, model.app_id)))
    title = f"the model {model.model_id}" + (f" of {owner}" if owner else "")
    return untagged(inline(title))


def _address(model: Model) -> str:
    version = f"/versions/{model.version_id}" if model.version_id else ""
    return (
        f"https://clarifai.com/{model.user_id}/{model.app_id}/models/{model.model_id}"
        f"{version}"
    )
