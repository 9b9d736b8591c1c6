"""The company's own npm registry, where the managed configuration names one: all of a recipe comes from there.

It wins over every npmrc, also over one that sends a scope elsewhere, and over addresses inside the lock
(https://docs.npmjs.com/cli/v11/using-npm/config: registry, @scope:registry, replace-registry-host). What arrives is
what the lock's hashes say, whoever sent it.
"""

from collections.abc import Iterable

from app.setup.lock import name_of


def arguments(registry: str, places: Iterable[str]) -> tuple[str, ...]:
    """What to say on npm's command line; nothing where no registry (an address) is named.

    `places` are those of the lock's packages; npm would ask the registry of a scope for what is in that scope.
    """
    if not registry:
        return ()
    scopes = sorted({name.partition("/")[0] for name in map(name_of, places) if name.startswith("@")})
    return (
        f"--registry={registry}",
        *(f"--{scope}:registry={registry}" for scope in scopes),
        "--replace-registry-host=always",
    )
