"""Tool schemas for language models: methods as functions that a model may call."""
