"""A person's program that uses the keyring, in a process of its own: `get`, `set TOKEN`, `delete`, or `twice`.

Prints what came: the token, `none`, or an error's code.
"""

import sys

from app.errors import SignpostError
from app.host.keychain import Keychain
from app.host.secret import Secret

ORIGIN = "https://policy.example.com"


def main() -> None:
    """Do it and say what came."""
    what, *rest = sys.argv[1:]
    keychain = Keychain(seconds=2.0 if what == "twice" else 60.0)
    for _ in range(2 if what == "twice" else 1):
        try:
            if what == "set":
                keychain.set(ORIGIN, Secret(rest[0]))
            if what == "delete":
                keychain.delete(ORIGIN)
            found = keychain.get(ORIGIN)
            print(found.value if found else "none", flush=True)
        except SignpostError as error:
            print(error.code, flush=True)


if __name__ == "__main__":
    main()
