"""The catalogue of problems: code -> what it means and what to do.

A code that is not here cannot be used, so each one is documented; `explain` prints it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

__all__ = ["CATALOGUE", "Entry", "Exit"]


class Exit(IntEnum):
    """What the exit status of a command says. The highest one of a run wins."""

    WELL = 0
    DIFFERENCE = 1
    BAD_INPUT = 2
    UNREACHABLE = 3
    OUR_FAULT = 4


@dataclass(frozen=True, slots=True)
class Entry:
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
        "The text is not valid JSON, YAML or TOML.",
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
        "Install it with: pip install 'clarifai-codegen[serve]'",
    ),
    "cannot-serve": Entry(
        "Model cannot be served",
        "Clarifai's runner did not start with this model, or the address is in use.",
        "See the end of the runner's log, and that the packages of the model's "
        "requirements.txt are installed.",
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
