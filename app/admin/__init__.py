"""IT's command line: author, check, sign, publish."""
