"""The catalogue of problems: code -> what it means and what to do.

A code that is not here cannot be used, so each one is documented; `explain` prints it.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

__all__ = ["CATALOGUE", "Entry", "Exit"]


class Exit(IntEnum):
    """What the exit status of a command says. The highest one of a run wins."""

    WELL = 0
    DIFFERENCE = 1
    BAD_INPUT = 2
    UNREACHABLE = 3
    OUR_FAULT = 4


class Entry(NamedTuple):
    """What the catalogue knows of a code."""

    title: str
    cause: str
    fix: str
    exit: Exit = Exit.BAD_INPUT


_SIGNATURE_FIX = (
    "Upload the model again with a current version of the clarifai package; until then "
    "this method is left out."
)

CATALOGUE: dict[str, Entry] = {
    # What a signature says.
    "unknown-data-type": Entry(
        "Unknown data type",
        "A field has a data type that this version does not know, or none (NOT_SET).",
        "Upgrade clarifai-codegen. If the type is NOT_SET, upload the model again with a "
        "current version of the clarifai package.",
    ),
    "bad-type-arguments": Entry(
        "Container without its types",
        "LIST needs one type argument, TUPLE and NAMED_FIELDS need at least one, other "
        "types take none.",
        _SIGNATURE_FIX,
    ),
    "too-deep": Entry(
        "Data type nested too deep",
        "Containers nest deeper than Python can parse as a type.",
        "Use JSON for data of arbitrary depth.",
    ),
    "unknown-kind": Entry(
        "Unknown kind of method",
        "The method's type is neither UNARY_UNARY, UNARY_STREAMING nor "
        "STREAMING_STREAMING. STREAMING_UNARY has a number but no RPC.",
        _SIGNATURE_FIX,
    ),
    "kind-contradicts-fields": Entry(
        "Kind and fields contradict each other",
        "The method's type says which fields are streams, and the fields say otherwise.",
        _SIGNATURE_FIX,
    ),
    "nested-stream": Entry(
        "Stream inside a container",
        "A stream exists only as a whole parameter or a whole output.",
        _SIGNATURE_FIX,
    ),
    "no-output": Entry(
        "Method without an output",
        "A method has at least one output field.",
        _SIGNATURE_FIX,
    ),
    "duplicate-name": Entry(
        "Two fields of one name",
        "Two parameters, two outputs or two named fields share a name, so one of them "
        "could never be given or read.",
        "Rename one of them in the model and upload it again.",
    ),
    "missing-name": Entry(
        "Field or method without a name",
        "A method, parameter or named field has an empty name.",
        _SIGNATURE_FIX,
    ),
    "duplicate-method": Entry(
        "Two methods of one name",
        "Calls are routed by method name: of two with one name, one is out of reach.",
        "Rename one of them in the model and upload it again.",
    ),
    "not-a-signature": Entry(
        "Not a method signature",
        "The data is not a MethodSignature in any form that Clarifai gives it.",
        "See the README for the form of a signatures file.",
    ),
    "no-signatures": Entry(
        "The model publishes no method signatures",
        "It is an older model, made before methods had signatures, or not a Python model.",
        "Call it with the clarifai package (`Model.predict_by_url`, `predict_by_bytes`), "
        "or its OpenAI-compatible endpoint if it has one.",
    ),
    # Where signatures come from.
    "bad-source": Entry(
        "Not a source",
        "The text names no model, local server, file or folder.",
        "Give a model URL, user/app/models/id, grpc://host:port, a signatures file, a "
        "model directory, or - for standard input.",
    ),
    "unreadable-file": Entry(
        "File cannot be read",
        "The file is missing, is a folder, or may not be read.",
        "Check the path and its permissions.",
    ),
    "bad-syntax": Entry(
        "File cannot be parsed",
        "The text is not valid JSON, YAML, TOML or Python.",
        "Correct the syntax at the place named.",
    ),
    "no-credentials": Entry(
        "No PAT",
        "The platform answers only to a personal access token (PAT) or a session token.",
        "Set CLARIFAI_PAT; PATs are made at https://clarifai.com/settings/security.",
        Exit.UNREACHABLE,
    ),
    "refused": Entry(
        "The server refused the credentials",
        "The PAT is wrong, expired, or lacks the scope or the permission for this model.",
        "Check CLARIFAI_PAT, and that it may read the model.",
        Exit.UNREACHABLE,
    ),
    "not-found": Entry(
        "No such model",
        "The server knows no model of these ids, or does not show it to this PAT.",
        "Check user, app, model and version in the URL.",
        Exit.UNREACHABLE,
    ),
    "unreachable": Entry(
        "The server cannot be reached",
        "No connection, no answer in time, or a certificate that does not fit.",
        "Check the address and the network. What is locked stays as it is.",
        Exit.UNREACHABLE,
    ),
    "server-error": Entry(
        "The server answered with an error",
        "The server was reached and failed.",
        "Try again later; give the request id when you report it.",
        Exit.UNREACHABLE,
    ),
    "missing-extra": Entry(
        "A package is missing",
        "This command needs an optional dependency.",
        "Install it with: pip install 'clarifai-codegen[serve]', or [mcp] for an MCP server.",
    ),
    "cannot-serve": Entry(
        "Model cannot be served",
        "Clarifai's runner did not start with this model, or the address is in use.",
        "See the end of the runner's log, and that the packages of the model's "
        "requirements.txt are installed.",
    ),
    # A model.py.
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
    # A user's project.
    "bad-configuration": Entry(
        "Configuration is wrong",
        "A key is unknown, or a value has the wrong type.",
        "Correct the configuration at the place named.",
    ),
    "no-configuration": Entry(
        "No configuration",
        "Neither clarifai-codegen.toml nor a pyproject.toml with [tool.clarifai-codegen] "
        "was found from here upward.",
        "Run `clarifai-codegen add SOURCE`, or give sources to `generate`.",
    ),
    "two-configurations": Entry(
        "Two configurations",
        "Two files configure the project; only the nearest counts, and of two in one "
        "folder clarifai-codegen.toml.",
        "Keep one of them.",
    ),
    "wrong-base": Entry(
        "No API at this address",
        "The base URL leads to the website, has a path, or is not encrypted.",
        "Use https://api.clarifai.com, or the address of your own installation.",
    ),
    "missing-package": Entry(
        "A package of the clients is missing",
        "Generated clients import packages that are not installed where they would run.",
        "Install them with the command that is named.",
    ),
    "old-runtime": Entry(
        "Runtime of another version",
        "Clients and the runtime beside them come from different versions.",
        "Run: clarifai-codegen generate",
    ),
    "wrong-version": Entry(
        "This version is not the one required",
        "The configuration asks for another version of clarifai-codegen.",
        "Install the version that required-version names.",
    ),
    "bad-lock": Entry(
        "Lock is wrong",
        "The lock is not what this version writes.",
        "Restore it from version control, or delete it and run `clarifai-codegen fetch`.",
    ),
    "not-locked": Entry(
        "Model is not locked",
        "The model is configured, but its signatures were never fetched.",
        "Run `clarifai-codegen fetch`.",
    ),
    "name-taken": Entry(
        "Two models end on one name",
        "Their classes or modules would have the same name (upper and lower case count "
        "as one), or a name that is reserved.",
        "Give one of them another name in the configuration.",
    ),
    "unknown-model": Entry(
        "No such model in the configuration",
        "No configured model has this name or source.",
        "See the names in the configuration.",
    ),
    "unknown-method": Entry(
        "No such method",
        "The model has no method of this name.",
        "List them with `clarifai-codegen methods SOURCE`.",
    ),
    "unknown-flavor": Entry(
        "No such flavour",
        "Snippets come in certain flavours, and this is none of them.",
        "List them with `clarifai-codegen snippet SOURCE --list`.",
    ),
    "no-snippet": Entry(
        "No snippet of this flavour",
        "The client that the flavour stands for cannot make this call.",
        "List what there is with `clarifai-codegen snippet SOURCE --list`.",
    ),
    "snippet-failed": Entry(
        "The snippet failed",
        "A snippet was run to record its output, and ended with an error.",
        "See what it wrote; the address of a served model goes into --base-url.",
        Exit.UNREACHABLE,
    ),
    "stale-output": Entry(
        "Recorded output of another snippet",
        "The snippet changed since its output was recorded, or the output was edited, so "
        "pages show the snippet without it.",
        "Record it anew: clarifai-codegen snippet SOURCE METHOD --with-output --output DIR",
    ),
    "bad-marker": Entry(
        "Marker of a page names nothing",
        "A page of the documentation asks for a snippet that the project does not write, "
        "or a marker has no end.",
        "Correct the marker at the line named, or add the flavour to the configuration.",
    ),
    "bad-output": Entry(
        "Output folder refused",
        "The output is a home folder, a file system root or the root of a repository.",
        "Name a folder of its own, for example `generated`.",
    ),
    "edited-file": Entry(
        "Generated file was edited",
        "A file that clarifai-codegen wrote holds changes of someone else.",
        "Undo the edit, or give --force to replace it.",
    ),
    "foreign-file": Entry(
        "A file of someone else is in the way",
        "A file that clarifai-codegen did not write stands where one of its own belongs.",
        "Move it away, or choose another output folder.",
    ),
    "bad-manifest": Entry(
        "Manifest is wrong",
        "The list of generated files in the output folder cannot be read.",
        "Restore it from version control.",
    ),
    "cannot-write": Entry(
        "File cannot be written",
        "The disk is full, or the folder may not be written to.",
        "Check the folder's permissions and the free space.",
    ),
    # Usage.
    "bad-usage": Entry(
        "Wrong usage",
        "The command line does not say something that can be done.",
        "See --help.",
    ),
    "bad-argument": Entry(
        "Argument does not fit the signature",
        "A value has the wrong type, is missing, unknown or out of range.",
        "See `clarifai-codegen signature SOURCE METHOD`.",
    ),
    "call-failed": Entry(
        "The call failed",
        "The model or the platform answered with an error.",
        "See the details, and give the request id when you report it.",
        Exit.UNREACHABLE,
    ),
    "renamed": Entry(
        "A name was changed",
        "A name of the signature cannot be used as it is, or takes one of ours.",
        "Nothing needs to be done; the wire keeps the model's own name.",
    ),
    # Tools for language models.
    "tool-limit": Entry(
        "A limit of the tool format is exceeded",
        "Providers refuse tools with too many or too deep properties, too many choices, "
        "too long descriptions, and too many tools in one request.",
        'Hide or fix parameters, or let the tool be non-strict: on_limit = "non-strict".',
    ),
    "no-tool": Entry(
        "Method cannot be a tool",
        "No JSON value can be given for one of its parameters.",
        "Fix a value for the parameter, or hide it where it is optional.",
    ),
    "bad-tool-option": Entry(
        "Option of a tool does not fit the signature",
        "`hide` and `fixed` name a parameter that the method does not have, hide a required "
        "one, or fix a value that the parameter does not take.",
        "See `clarifai-codegen signature SOURCE METHOD`.",
    ),
    # Our own.
    "unproved": Entry(
        "Generated text failed its proof",
        "A generated module holds something that the target does not allow. Nothing was "
        "written.",
        "Report it, with the signature, to the maintainers of clarifai-codegen.",
        Exit.OUR_FAULT,
    ),
    "bad-template": Entry(
        "Template failed",
        "A template uses a name that does not exist, or is not valid Jinja.",
        "Correct the template at the place named.",
        Exit.OUR_FAULT,
    ),
    "internal": Entry(
        "Our own fault",
        "Something happened that should not.",
        "Report it, with the command, to the maintainers of clarifai-codegen.",
        Exit.OUR_FAULT,
    ),
}
