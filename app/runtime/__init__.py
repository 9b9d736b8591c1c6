"""The running agent: its threads, and what they hand each other."""
