"""What the company's addresses must be like before anything is asked there.

They stand where everybody on the machine can read them, so none may carry a password: a token has a setting of its own,
a registry's belongs into an npmrc, for uv into a netrc.
"""

import re
from urllib.parse import urlsplit

_NEVER = re.compile(r"""[\s"'<>\\^`{|}]""")
"""What no address is written with (RFC 3986, appendix A), and the one quote that it would allow."""


def fault(url: str) -> str | None:
    """What is wrong with an address that this computer is to trust, behind its name; None where nothing is.

    What it says never repeats the address, which may hold a secret.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # a bracket that is never closed, a port beyond 65535; its words would repeat what is there
        return "is no address, or its port is not one of 1 to 65535"
    if not is_trustworthy(url):
        return "is not an https address"
    if not url.isprintable() or _NEVER.search(url):
        return "holds a space, a quote or another character that no address holds: write it as %20 and the like"
    if parts.username is not None or parts.password is not None or "?" in url or "#" in url:
        return "may hold no user, password, query or fragment"
    return "has the port 0: use 1 to 65535, or none" if port == 0 else None


def is_trustworthy(url: str) -> bool:
    """https anywhere; plain http only to this very machine (W3C Secure Contexts, section 3.1)."""
    scheme, host = scheme_and_host(url)
    return bool(host) and (scheme == "https" or (scheme == "http" and host in ("127.0.0.1", "localhost", "::1")))


def scheme_and_host(url: str) -> tuple[str, str]:
    """Both empty for what is no address (a bracket that is never closed)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme, parts.hostname or ""
