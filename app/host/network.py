"""How the company's machines reach the world, as managed configuration says it."""

import msgspec

from app.errors import SignpostError


class AuthoritiesUnreadable(SignpostError):
    """The managed bundle of certificate authorities is not there, or is none."""

    what = "The company's certificate authorities in {path} cannot be used ({detail})."
    todo = "IT: install the file that `ca_bundle` names, as PEM, readable for everybody."


class Network(msgspec.Struct, frozen=True):
    """Empty fields mean: as the system says.

    `proxy` is an address (`http://proxy.example.com:3128`), `no_proxy` the hosts reached without it (as in the
    environment variable), `ca_bundle` a PEM file of authorities trusted besides the system's.
    """

    proxy: str = ""
    no_proxy: tuple[str, ...] = ()
    ca_bundle: str = ""
