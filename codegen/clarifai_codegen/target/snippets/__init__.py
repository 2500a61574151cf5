"""Example snippets: one call of one method, in the form that each of its clients has."""
