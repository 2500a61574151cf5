"""What the SDK refuses in a model.py, and advice on one."""

from __future__ import annotations

from .entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: dict[str, Entry] = {
    "not-static": Entry(
        "Cannot be known without running the file",
        "The signature rests on something that reading does not follow: a loop, a condition "
        "that is not known, another module, a decorator or a base class of another package. "
        "It is not guessed.",
        "Write it as a constant of the file, or give --import to ask Clarifai's SDK, which "
        "runs the file.",
    ),
    "optional-type": Entry(
        "Optional is not supported",
        "The SDK refuses Optional[T] and T | None in a method's signature.",
        "Write the type itself, and give the parameter the default None.",
    ),
    "union-type": Entry(
        "Union is not supported",
        "The SDK refuses a choice of types in a method's signature.",
        "Write one type, or `dict` for JSON of any form.",
    ),
    "any-type": Entry(
        "Any is not supported",
        "Each value travels as one of 17 data types.",
        "Write the type; `dict` for JSON of any form.",
    ),
    "literal-type": Entry(
        "Literal is not supported",
        "The SDK refuses Literal in a method's signature.",
        'Write `str = Param(default="a", choices=["a", "b"])`.',
    ),
    "string-annotation": Entry(
        "Annotation in quotes",
        "The SDK does not resolve annotations that are texts.",
        "Write the type without quotes.",
    ),
    "future-annotations": Entry(
        "Annotations are texts",
        "`from __future__ import annotations` makes each annotation a text, which the SDK "
        "does not resolve.",
        "Remove the line.",
    ),
    "missing-annotation": Entry(
        "Parameter without a type",
        "Each parameter of a method needs an annotation: it is what travels.",
        "Write the type.",
    ),
    "missing-return": Entry(
        "Method without a return annotation",
        "The return annotation is the type of the answer.",
        "Write what the method returns.",
    ),
    "untyped-tuple": Entry(
        "Tuple without its types",
        "A tuple travels as a fixed row of values, each with its type.",
        "Write Tuple[str, int], or List[str] for any number.",
    ),
    "untyped-fields": Entry(
        "NamedFields without its fields",
        "A record travels with the names and types of its fields.",
        "Write NamedFields(name=str, count=int).",
    ),
    "dict-values": Entry(
        "Dict of values that are no JSON",
        "A dict travels as JSON; the SDK wants to see that from its types.",
        "Write `dict`, or NamedFields(name=type, ...) for known fields.",
    ),
    "pil-module": Entry(
        "PIL.Image is a module",
        "The class is PIL.Image.Image.",
        "Write PIL.Image.Image, or the SDK's Image.",
    ),
    "async-stream": Entry(
        "Asynchronous stream",
        "The SDK runs generators, not asynchronous ones.",
        "Write Iterator[...] and a plain generator.",
    ),
    "stream-inside": Entry(
        "Stream inside a type",
        "A stream exists only as a whole parameter or as the whole return value.",
        "Write List[...] inside, or make the whole value an Iterator[...].",
    ),
    "unsupported-type": Entry(
        "Type that the SDK does not support",
        "Values travel as str, bytes, int, float, bool, np.ndarray, dict, the SDK's data "
        "types, and List, Tuple and NamedFields of these.",
        "Write one of these types.",
    ),
    "foreign-type": Entry(
        "Type of another package",
        "On upload the SDK replaces all packages but the standard library and its own by "
        "mocks, and refuses a mock as a type.",
        "Write one of the SDK's types, or `dict` for JSON.",
    ),
    "stream-without-output": Entry(
        "Streaming input without streaming output",
        "There is no RPC that takes a stream and gives one answer.",
        "Annotate the return value as Iterator[...].",
    ),
    "two-streams": Entry(
        "Two streaming parameters",
        "One parameter of a method can be a stream.",
        "Make one stream of NamedFields of them.",
    ),
    "reserved-name": Entry(
        "Reserved parameter",
        "The SDK adds the parameter `with_proto` to each method of a client.",
        "Give the parameter another name.",
    ),
    "bad-param": Entry(
        "Param is wrong",
        "Param takes default, description, min_value, max_value, choices and is_param.",
        "Correct its arguments.",
    ),
    "bad-call": Entry(
        "Expression that fails on import",
        "Python raises a TypeError when it evaluates this.",
        "Correct it.",
    ),
    "bad-default": Entry(
        "Text that cannot be sent",
        "A text of a signature is not Unicode.",
        "Remove the surrogate.",
    ),
    "bad-decorator": Entry(
        "ModelClass.method is used wrongly",
        "It is a decorator without arguments, for functions of the model class.",
        "Write @ModelClass.method directly above the def.",
    ),
    "bad-class": Entry(
        "Class that fails on import",
        "Python cannot make this class.",
        "Correct its bases.",
    ),
    "unknown-name": Entry(
        "Name that is not defined",
        "The import of the file fails with a NameError or AttributeError here.",
        "Import or define it.",
    ),
    "unknown-import": Entry(
        "Import that fails",
        "The module has no such name in the version of the SDK that is known here.",
        "Correct the import.",
    ),
    "fails-on-import": Entry(
        "File raises on import",
        "The upload imports the file, so it fails.",
        "Move it into `load_model`.",
    ),
    "no-docstring": Entry(
        "Method without a docstring",
        "The docstring is the description that clients, snippets and LLM tools show.",
        "Say in one sentence what the method does.",
    ),
    "no-description": Entry(
        "Parameter without a description",
        "Clients and LLM tools show what a parameter means, if the signature tells it.",
        'Write Param(default=..., description="...").',
    ),
    "no-range": Entry(
        "Number without a range",
        "With a range, clients check a number before the call is paid for.",
        "Give Param min_value and max_value, or choices.",
    ),
    "first-argument": Entry(
        "Optional first parameter that must be sent",
        "Of a first FLOAT, LIST, TUPLE or NAMED_FIELDS parameter that is left out, the server "
        "takes the other arguments, or nothing, for its value.",
        "Put a required parameter first, or one of type str.",
    ),
    "colliding-name": Entry(
        "Name that clients change",
        "The name is a keyword or one of the clients' own names.",
        "Choose another name.",
    ),
    "media-inside": Entry(
        "Media inside a container",
        "The server downloads URLs of whole parameters only; inside a list, a tuple or named "
        "fields the model gets the URL without the bytes.",
        "Download them in the model, or take one media parameter each.",
    ),
    "mocked-type": Entry(
        "Type that the upload refuses",
        "The upload imports the file with mocks in place of all packages but the standard "
        "library and the SDK; a class of numpy or PIL is a mock then, which is no type. A "
        "local runner takes it.",
        "Write the SDK's Image, or List[float] with its shape.",
    ),
    "no-self": Entry(
        "Method without self",
        "The runner calls methods on an object of the class.",
        "Write self as the first parameter.",
    ),
    "exits-on-import": Entry(
        "File ends the process on import",
        "The upload and the runner import the file.",
        'Remove the call, or put it below `if __name__ == "__main__":`.',
    ),
    "import-failed": Entry(
        "The SDK cannot import the file",
        "With --import the SDK runs the file in a process of its own, and that failed.",
        "See what the SDK says.",
    ),
    "no-model-class": Entry(
        "No model class",
        "The SDK wants exactly one class of the file that inherits from ModelClass.",
        "Write: class MyModel(ModelClass).",
    ),
    "several-model-classes": Entry(
        "Several model classes",
        "The SDK wants exactly one class of the file that inherits from ModelClass; bases "
        "of it in the same file count as well.",
        "Keep one, and move the others into another module.",
    ),
    "not-migrated": Entry(
        "Left alone",
        "The client is used in a way that has no sure counterpart in a typed client.",
        "Move it by hand, or keep it: both clients can be used side by side.",
    ),
}
