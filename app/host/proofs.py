"""Whether a program is whole, proved by use: what its hidden word `self-test` prints, a line a proof.

Whoever freezes a program runs it before packing it, in an empty environment; IT may run it on any computer.
"""

import importlib
import ipaddress
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

Proof = Callable[[], str]
"""Says what it saw; raises whatever is wrong."""


class Asked(msgspec.Struct, frozen=True):
    """What is to be proved besides, as JSON on standard input: imports (`module`, `module:name`), and an https address
    on this very computer, with the PEM file of its authorities."""

    imports: tuple[str, ...] = ()
    url: str = ""
    authorities: str = ""


def asked() -> Asked:
    """What standard input asks for. A terminal asks for nothing. Raises msgspec.MsgspecError for anything else."""
    said = b"" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer.read(1 << 20)
    return msgspec.json.decode(said or b"{}", type=Asked)


def prove(proofs: Mapping[str, Proof]) -> int:
    """Try each, and print a line for it. Returns the exit code: 0 all held, 1 not."""
    failed = 0
    for name, proof in proofs.items():
        try:
            said = f"ok     {name}: {proof()}"
        except (Exception, SystemExit) as error:  # noqa: BLE001  whatever is wrong is what is asked for
            failed, said = failed + 1, f"FAILED {name}: {type(error).__name__}: {error}"
        print(said, flush=True)
    return 1 if failed else 0


def everything_imported(names: Sequence[str]) -> str:
    """Import all of it. Raises ImportError, with everything that is missing."""
    missing = list[str]()
    for entry in names:
        module, _, name = entry.partition(":")
        try:
            found: Any = importlib.import_module(module)
            if name and not hasattr(found, name):
                importlib.import_module(f"{module}.{name}")
        except Exception as error:  # noqa: BLE001  a module that looks for a file, and does not find it
            missing.append(f"{entry} ({error})")
    if missing:
        raise ImportError("; ".join(missing))
    return f"{len(names)} imports"


def tls(asked: Asked) -> str:
    """A page over TLS, by the product's own session. Raises OSError, ValueError."""
    from urllib.parse import urlsplit

    from app.host.http import session
    from app.host.network import Network

    if not ipaddress.ip_address(urlsplit(asked.url).hostname or "").is_loopback:
        raise ValueError(f"{asked.url} is not this computer")
    with session(Network(ca_bundle=asked.authorities)) as ours, ours.get(asked.url, timeout=20) as answer:
        answer.raise_for_status()
        return f"{len(answer.content)} bytes"


def signature() -> str:
    """An Ed25519 signature, verified as the policy's are: the first of RFC 8032, section 7.1. Raises ValueError."""
    from cryptography.hazmat.primitives.asymmetric import ed25519
    from securesystemslib.exceptions import UnverifiedSignatureError
    from securesystemslib.signer._key import SSlibKey
    from securesystemslib.signer._signature import Signature

    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    signed = (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
        "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    key = SSlibKey("key", "ed25519", "ed25519", {"public": public})
    key.verify_signature(Signature("key", signed), b"")
    try:
        key.verify_signature(Signature("key", signed), b"other")
    except UnverifiedSignatureError:
        return f"by {ed25519.__name__.partition('.')[0]}"
    raise ValueError("a signature of other bytes was taken")
