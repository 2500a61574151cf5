"""Clients of Clarifai models as outputs of an action that can be cached remotely."""

def clarifai_clients(name, outs, config = "clarifai-codegen.toml", lock = "clarifai-codegen.lock", templates = [], tool = "@pypi_clarifai_codegen//:rules_python_wheel_entry_point_clarifai-codegen"):
    """Generates clients.

    Args:
      name: of the target.
      outs: the files, as `clarifai-codegen generate --dry-run --list-files` lists them.
      config: the configuration; its `output` lies below its folder.
      lock: the lock.
      templates: files of the folder that the configuration names as `templates`.
      tool: the program.
    """
    native.genrule(
        name = name,
        srcs = [config, lock] + templates,
        outs = outs,
        tools = [tool],
        cmd = " && ".join([
            "tool=$$PWD/$(execpath %s)" % tool,
            "work=$$(mktemp -d)",
            "cp -RL --parents $(SRCS) $$work",
            "$$tool generate --locked --project $$work/$$(dirname $(execpath %s))" % config,
            "for out in $(OUTS); do cp $$work/$${out#$(BINDIR)/} $$out; done",
        ]),
    )
