"""`python -m clarifai_codegen.cli`."""

from .main import main

main()
