"""What is written: one folder per target, with the same file names in each."""
