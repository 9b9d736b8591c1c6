"""What secrets look like in a text: by their issuers' documented prefixes, and as keys are written. Tables only."""

import re

from app.patterns import regex

KNOWN = regex(
    # A token begins where no character of its own kind stands before it, so that each run is gone through once.
    r"(?<![A-Za-z0-9_-])(?:sk-[A-Za-z0-9_-]{16,}|[sprw]k_(?:live|test)_[A-Za-z0-9]{10,}|gh[pousr]_[A-Za-z0-9]{16,}"
    r"|github_pat_[A-Za-z0-9_]{16,}|glpat-[A-Za-z0-9_-]{16,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}"
    r"|A(?:KIA|SIA)[A-Z0-9]{12,}|AIza[A-Za-z0-9_-]{20,}|ya29\.[A-Za-z0-9_-]{16,}|npm_[A-Za-z0-9]{20,}"
    r"|pypi-[A-Za-z0-9_-]{20,}|hf_[A-Za-z0-9]{16,}|dop_v1_[a-f0-9]{20,}|SG\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"
    r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?|lin_api_[A-Za-z0-9]{16,}|ntn_[A-Za-z0-9]{16,}"
    r"|tvly-[A-Za-z0-9_-]{12,}|figd_[A-Za-z0-9_-]{16,}|fc-[a-f0-9]{24,})"
)
"""Tokens that say what they are."""

PRIVATE_KEY = regex(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|\Z)", re.DOTALL
)
"""A private key in PEM, to its end or the text's."""
