"""What makes a release: freeze, prune, slim, and the writers of packages. Run by `build/package.py`."""
