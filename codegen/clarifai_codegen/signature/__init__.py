"""What a method signature is: data types, methods, defaults, changes. No I/O.

`decode` reads signatures in every form that Clarifai gives them, `encode` writes the one
form that the toolkit keeps, `compare` says what changed between two models.
"""
