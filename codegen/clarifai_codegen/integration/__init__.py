"""Plugins for build tools. Each calls the public functions and nothing else."""
