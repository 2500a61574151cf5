"""Model -> view: what a module says, part by part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ...signature.method import Kind, Method, Model
from ..entry import Entry
from ..prose import inline
from .arguments import Argument, arguments, listed
from .docs import method_doc, summary
from .layout import WIDTH, fits
from .literals import literal, pieces
from .scope import Scope, renamed
from .shapes import Shape
from .types import LANGUAGE, Alias, Types
from .view import CodecTable, MethodView, ModelView, Record, Side, Table, TypedKeys

__all__ = ["build", "signature_line", "title"]

_TAKES_LISTS = frozenset({"LIST", "JSON_DATA"})
"""Types of a first parameter beside which a batch could not be told apart."""

_KINDS = {
    Kind.UNARY_STREAMING: "UNARY_STREAMING",
    Kind.STREAMING_STREAMING: "STREAMING_STREAMING",
}


@dataclass(frozen=True, slots=True)
class _Method:
    """A method with what several parts of the view need of it."""

    method: Method
    arguments: tuple[Argument, ...]
    result: str
    doc: tuple[str, ...]


def build(entry: Entry, scope: Scope) -> ModelView:
    """The view of a module whose names are those of `scope`."""
    model, symbol = entry.model, scope.symbol
    types = Types(symbol, scope.shapes, scope.module)
    definitions, codecs = _records(scope, types)
    prepared = [_prepared(method, scope, types) for method in model.methods]
    tables = [_table(each, scope, types) for each in prepared]
    _sort_in(types.new_aliases(), definitions, codecs)
    definitions += [_input(each, scope) for each in prepared if _is_unary(each)]
    sides = [_side(entry.name, each, prepared, scope) for each in (False, True)]
    public = [each.name for each in definitions if not isinstance(each, Alias)]
    public += [name for side in sides for name in (side.name, side.protocol_name)]
    has_openai = any(method.is_openai_transport() for method in model.methods)
    return ModelView(
        title=title(model),
        constants=scope.constants,
        model_fields=_model_fields(entry),
        openai_model=literal(_address(model)) if model.model_id else "",
        has_openai=has_openai,
        definitions=tuple(definitions),
        codecs=tuple(codecs),
        tables=tuple(tables),
        wire_names=tuple(literal(method.name) for method in model.methods),
        signatures=tuple(_signature(method, scope) for method in model.methods),
        sides=tuple(sides),
        exports=tuple(map(literal, sorted(public))),
        problems=tuple(renamed(scope, entry.name, has_openai)),
    )


def signature_line(method: Method, scope: Scope) -> str:
    """A method as one line of Python that reads well: no aliases, defaults as they are."""
    types = Types(str, scope.shapes)
    found = arguments(method, types, str)
    inside = ", ".join(listed(found, "{}", lambda each: _hint(each, str)))
    better = method.typed_answer.type_in(LANGUAGE)
    result = types.returned(method.answer, better)
    if method.kind.streams_out:
        result = f"Stream[{result}]"
    return f"def {scope.methods[method.name]}({inside}) -> {result}"


def _records(
    scope: Scope, types: Types
) -> tuple[list[Alias | Record | TypedKeys], list[Alias | CodecTable]]:
    """Records with their TypedDicts, and their codecs; each needs only earlier ones."""
    definitions: list[Alias | Record | TypedKeys] = []
    codecs: list[Alias | CodecTable] = []
    for shape in scope.shapes:
        record, codec = _record(shape, scope, types), _codec(shape, scope, types)
        keys = [_keys(shape, scope, types)] if shape.given else []
        _sort_in(types.new_aliases(), definitions, codecs)
        definitions += [record, *keys]
        codecs.append(codec)
    return definitions, codecs


def _sort_in(
    aliases: tuple[Alias, ...],
    definitions: list[Alias | Record | TypedKeys],
    codecs: list[Alias | CodecTable],
) -> None:
    definitions += [each for each in aliases if each.kind == "type"]
    codecs += [each for each in aliases if each.kind != "type"]


def _record(shape: Shape, scope: Scope, types: Types) -> Record:
    """A class that answers come in holds what answers hold; others take what is given."""
    scope.symbol("dataclass")
    type_of = types.returned if shape.returned else types.given
    named = zip(shape.attributes, shape.fields, strict=True)
    return Record(shape.name, tuple((name, type_of(f.data_type)) for name, f in named))


def _keys(shape: Shape, scope: Scope, types: Types) -> TypedKeys:
    scope.symbol("TypedDict")
    plain = all(
        field.name == name
        for field, name in zip(shape.fields, shape.attributes, strict=True)
    )
    return TypedKeys(
        shape.keys,
        tuple(
            (field.name if plain else literal(field.name), types.given(field.data_type))
            for field in shape.fields
        ),
        (f"{shape.name} as a dict, with the names of the wire.",),
        is_functional=not plain,
    )


def _codec(shape: Shape, scope: Scope, types: Types) -> CodecTable:
    named = zip(shape.attributes, shape.fields, strict=True)
    return CodecTable(
        shape.codec,
        scope.symbol("outputs" if shape.is_outputs else "named"),
        shape.name,
        tuple(
            f"({literal(field.name)}, {literal(name)}, {types.codec(field.data_type)})"
            for name, field in named
        ),
    )


def _prepared(method: Method, scope: Scope, types: Types) -> _Method:
    found = arguments(method, types, scope.symbol)
    better = method.typed_answer.type_in(LANGUAGE)
    result = types.returned(method.answer, better)
    return _Method(method, found, result, method_doc(method, found, WIDTH - 8))


def _is_unary(prepared: _Method) -> bool:
    return prepared.method.kind is Kind.UNARY_UNARY


def _input(prepared: _Method, scope: Scope) -> TypedKeys:
    """The arguments of one item of a batch."""
    symbol = scope.symbol
    symbol("TypedDict")
    items = []
    for each in prepared.arguments:
        hint = each.hint if each.required else f"{symbol('NotRequired')}[{each.hint}]"
        items.append((each.name, hint))
    name = prepared.method.name
    doc = (f"Arguments of {scope.methods[name]}, for one item of a batch.",)
    return TypedKeys(scope.inputs[name], tuple(items), doc)


def _table(prepared: _Method, scope: Scope, types: Types) -> Table:
    method, symbol = prepared.method, scope.symbol
    options = []
    if method.kind in _KINDS:
        options.append(f"kind={symbol(_KINDS[method.kind])}")
    if len(method.outputs) > 1:
        options.append('output=""')
    elif method.outputs[0].name != "return":
        options.append(f"output={literal(method.outputs[0].name)}")
    if method.is_openai_transport():
        options.append("openai=True")
    is_typed = method.typed_answer.type_in(LANGUAGE) is not None
    return Table(
        name=scope.tables[method.name],
        method=literal(method.name),
        parameters=tuple(each.table for each in prepared.arguments),
        codec=types.codec(method.answer, is_typed),
        options=tuple(options),
        hint=(
            prepared.result if is_typed or types.is_long_tuple(method.answer) else ""
        ),
    )


def _side(name: str, is_async: bool, prepared: list[_Method], scope: Scope) -> Side:
    own = f"Async{name}" if is_async else name
    return Side(
        is_async=is_async,
        name=own,
        response_name=scope.responses[is_async],
        protocol_name=f"{own}Protocol",
        members=scope.members,
        methods=tuple(_method(each, is_async, scope) for each in prepared),
    )


def _method(prepared: _Method, is_async: bool, scope: Scope) -> MethodView:
    method, found, symbol = prepared.method, prepared.arguments, scope.symbol
    name = method.name

    def hint(argument: Argument) -> str:
        return _hint(argument, symbol, is_async)

    overloaded = _is_unary(prepared) and _takes_batch(method)
    default = "{}"
    if (overloaded and found[1:]) or any(not each.required for each in found):
        default = f"{symbol('default')}({{}})"
    either: tuple[str, ...] = ()
    many = ""
    if overloaded:
        many = f"{symbol('Sequence')}[{scope.inputs[name]}]"
        first = replace(found[0], type=f"{found[0].type} | {many}")
        rest = [replace(each, default=each.default or "...") for each in found[1:]]
        either = listed((first, *rest), default, hint)
        many = f"{found[0].name}: {many}"
    unknown = "unknown"
    while unknown in {each.name for each in found}:
        unknown += "_"
    return MethodView(
        name=scope.methods[name],
        batch=scope.batches.get(name, ""),
        series=scope.series.get(name, ""),
        table=scope.tables[name],
        is_stream=method.kind.streams_out,
        is_overloaded=overloaded,
        full=listed(found, default, hint),
        plain=listed(found, "...", hint),
        shown=listed(found, "{}", hint),
        either=either,
        batch_parameter=many,
        unknown=unknown,
        passed=tuple(each.name for each in found),
        result=prepared.result,
        input=scope.inputs.get(name, ""),
        doc=prepared.doc or summary(method, WIDTH - 8),
        is_described=bool(prepared.doc),
    )


def _takes_batch(method: Method) -> bool:
    parameters = method.parameters
    return bool(parameters) and parameters[0].data_type.type not in _TAKES_LISTS


def _hint(
    argument: Argument, symbol: Callable[[str], str], is_async: bool = False
) -> str:
    """The type of a parameter; of a stream, what the caller may iterate."""
    if not argument.stream:
        return argument.hint
    items = f"{symbol('Iterable')}[{argument.type}]"
    return (
        f"{symbol('AsyncIterable')}[{argument.type}] | {items}" if is_async else items
    )


def _signature(method: Method, scope: Scope) -> tuple[str, tuple[str, ...]]:
    """The readable text of a method as an item of a dict: its key, its literals in a row."""
    key, line = literal(method.name), signature_line(method, scope)
    if fits(f"{key}: {literal(line)},", 4):
        return key, (literal(line),)
    return key, pieces(line, WIDTH - 8)


def _model_fields(entry: Entry) -> tuple[str, ...]:
    model = entry.model
    fields = {
        "user_id": model.user_id,
        "app_id": model.app_id,
        "model_id": model.model_id,
        "version_id": model.version_id,
        "base_url": entry.base_url,
        "pat_env": entry.pat_env,
        "digest": entry.digest,
    }
    return tuple(f"{name}={literal(text)}" for name, text in fields.items() if text)


def title(model: Model) -> str:
    """The model in words, for the docstrings of its module and classes."""
    if not model.model_id:
        return "a model whose ids its signatures do not tell"
    owner = "/".join(filter(None, (model.user_id, model.app_id)))
    return inline(f"the model {model.model_id}" + (f" of {owner}" if owner else ""))


def _address(model: Model) -> str:
    version = f"/versions/{model.version_id}" if model.version_id else ""
    return (
        f"https://clarifai.com/{model.user_id}/{model.app_id}/models/{model.model_id}"
        f"{version}"
    )
