"""What secrets look like in a text: by their issuers' documented prefixes, and as keys are written. Tables only."""

import re

from app.patterns import regex

KNOWN = regex(
    # A token begins where no character of its own kind stands before it, so that each run is gone through once; but
    # right behind an option of one letter, too.
    r"(?:(?<![A-Za-z0-9_-])|(?<=[\s\"'=]-[A-Za-z]))(?:sk-[A-Za-z0-9_-]{16,}|[sprw]k_(?:live|test)_[A-Za-z0-9]{10,}|gh[pousr]_[A-Za-z0-9]{16,}"
    r"|github_pat_[A-Za-z0-9_]{16,}|glpat-[A-Za-z0-9_-]{16,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}"
    r"|A(?:KIA|SIA)[A-Z0-9]{12,}|AIza[A-Za-z0-9_-]{20,}|ya29\.[A-Za-z0-9_-]{16,}|npm_[A-Za-z0-9]{20,}"
    r"|pypi-[A-Za-z0-9_-]{20,}|hf_[A-Za-z0-9]{16,}|dop_v1_[a-f0-9]{20,}|SG\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"
    r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?|lin_api_[A-Za-z0-9]{16,}|ntn_[A-Za-z0-9]{16,}"
    r"|tvly-[A-Za-z0-9_-]{12,}|figd_[A-Za-z0-9_-]{16,}|fc-[a-f0-9]{24,}|gl(?:ptt|dt|rt|cbt|soat)-[A-Za-z0-9_-]{16,}"
    r"|GOCSPX-[A-Za-z0-9_-]{16,}|hv[sbr]\.[A-Za-z0-9_-]{20,}|AT(?:ATT|CTT)3[A-Za-z0-9_=-]{20,}|ATBB[A-Za-z0-9]{20,}"
    r"|sntry[su]_[A-Za-z0-9_+/=-]{20,}|dapi[a-f0-9]{32}|gsk_[A-Za-z0-9]{20,}|pplx-[A-Za-z0-9]{20,}|r8_[A-Za-z0-9]{20,}"
    r"|xai-[A-Za-z0-9]{20,}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{20,}|PMAK-[a-f0-9]{20,}(?:-[a-f0-9]{20,})?"
    r"|[0-9]{8,10}:AA[A-Za-z0-9_-]{30,}|[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,}"
    r"|dp\.(?:pt|st|ct|sa|scim)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{20,}|AGE-SECRET-KEY-1[A-Z0-9]{20,}"
    r"|dckr_pat_[A-Za-z0-9_-]{16,}|whsec_[A-Za-z0-9+/=]{16,}|sbp_[a-f0-9]{20,}|nvapi-[A-Za-z0-9_-]{20,}"
    r"|lsv2_(?:pt|sk)_[A-Za-z0-9_]{20,}|glsa_[A-Za-z0-9_]{20,}|tskey-[A-Za-z0-9-]{16,}|NRAK-[A-Z0-9]{20,}"
    r"|rubygems_[a-f0-9]{20,}|key-[a-f0-9]{32}|SK[a-f0-9]{32})"
)
"""Tokens that say what they are."""

PRIVATE_KEY = regex(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|\Z)", re.DOTALL
)
"""A private key in PEM, to its end or the text's."""
