"""What it costs to generate: ours, bare Jinja, and other generators on the same work."""
