"""What is bundled with generated clients. Imports nothing of the toolkit."""
