"""TypeScript: one module per model, with the types of what its methods take and give."""
