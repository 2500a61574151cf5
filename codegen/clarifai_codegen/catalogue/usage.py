"""Commands and calls, tools for language models, and our own faults."""

from __future__ import annotations

from .entry import Entry, Exit

__all__ = ["ENTRIES"]

ENTRIES: dict[str, Entry] = {
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
