"""One user's project: configuration, lock, plan, manifest, write, check.

Disk writes of the toolkit happen here and nowhere else. What an up-to-date run needs
(`configuration`, `lock`, `manifest`, `fresh`) is kept to the standard library.
"""
