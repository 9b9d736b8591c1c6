"""From a launch to evidence of what it is: interpreters, owner packages, paths, hashes."""
