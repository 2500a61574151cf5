"""A user's project: its configuration, lock and files."""

from __future__ import annotations

from .entry import Entry, Exit

__all__ = ["ENTRIES"]

ENTRIES: dict[str, Entry] = {
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
}
