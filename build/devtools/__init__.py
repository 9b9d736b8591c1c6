"""What `build/dev.py` does, by idea. Standard library only: it runs before anything is installed."""
