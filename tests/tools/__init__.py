"""Tools for language models: what they are told, and what runs their calls."""
