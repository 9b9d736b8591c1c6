"""What this machine was told at installation: the policy's address and the root it trusts. One precedence.

For each setting the first that says something counts:
1. managed: what the company rolls out. Windows: HKLM, then HKCU, `SOFTWARE\\Policies\\Signpost`; macOS: the managed
   preferences of com.signpost.Signpost; everywhere: `managed.d/*.toml` beside the machine's file, the first by name
   first;
2. machine: Windows: HKLM `SOFTWARE\\Signpost`; everywhere: `config.toml`, for what is this computer's alone;
3. a flag on the command line, meant for tests and the demo: the person's too, it never overrides the two above;
4. the person's own file;
5. what is built in.

The format is TOML, its settings are in `app.host.settings`:

    url = "https://policy.example.com/"
    root = "/etc/signpost/root.json"
    groups = ["audit"]
    device = "lt-0042"
    enrol_url = "https://policy.example.com/"
    enrol_code = "7ZK4M-09QXT-…"
    events_url = "https://siem.example.com/"
    events_token = "…"

`groups` and `device` decide whom rules and exceptions are for, and the last four who this computer is, so only the
two upper layers may state them. The token for events goes to the host of `events_url` and to no other, whatever a
policy says; where events are sent the policy says, so a token alone sends nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path

import msgspec

from app.errors import SignpostError
from app.host import address, managed, platform
from app.host.managed import Managed
from app.host.network import Network
from app.host.paths import Paths
from app.host.secret import Secret
from app.host.settings import MACHINE_ONLY, Settings


class NotConfigured(SignpostError):
    """Nobody told this Signpost which company it belongs to."""

    what = "Signpost does not know its company yet: {missing} is not set."
    todo = "IT: install the company configuration ({path}), or pass --url and --root."


class ConfigUnreadable(SignpostError):
    """A configuration file that is there cannot be used."""

    what = "The configuration {path} cannot be used: {detail}"
    todo = "IT: correct the file. Signpost does not start with a configuration it cannot read whole."


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """What applies, layers merged. `root`: the trusted root metadata's bytes. `npm`, `uv`: paths, or "" for PATH's.

    `npm_registry` and `pypi_index` are where set-ups get packages from, "" for what npm and uv are told elsewhere.

    `terminal_notice`: programs that nobody at the screen started are spoken of in a line on their terminal. Alerts wait
    from `quiet_from` until `quiet_until` on `quiet_days` (ISO, Monday is 1); never where the two times are None.

    `user` is the account's name. `device`: what the machine's file calls it, else its host name;
    `inventory_name` is the former alone. `enrol_url`: where to get a token for the policy's host; "": it asks for none.
    `enrol_code` is what IT gave this computer to enrol with, `token` the managed token for the policy's host,
    `events_token` that for the receiver of events at `events_url`.

    `flags` is what the command line said, so that all can be read again (None: nothing was read from anywhere), and
    `company` stands for all that the company said: another number, another configuration.
    """

    url: str
    root: bytes
    poll_seconds: int = 300
    npm: str = ""
    npm_registry: str = ""
    uv: str = ""
    pypi_index: str = ""
    language: str = ""
    terminal_notice: bool = False
    quiet_from: time | None = None
    quiet_until: time | None = None
    quiet_days: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    user: str = ""
    groups: tuple[str, ...] = ()
    device: str = ""
    inventory_name: str = ""
    enrol_url: str = ""
    enrol_code: Secret | None = None
    token: Secret | None = None
    events_url: str = ""
    events_token: Secret | None = None
    network: Network = Network()
    flags: Settings | None = None
    company: int = 0


def load(paths: Paths, flags: Settings, system: Managed | None = None) -> Config:
    """Merge all layers; `system` as in `company_layers`. Raises NotConfigured, ConfigUnreadable."""
    machine, own = company_layer(paths, system), read_layer(paths.config / "config.toml")
    for name in MACHINE_ONLY:
        if getattr(own, name) is not None or getattr(flags, name) is not None:
            raise ConfigUnreadable(path=paths.config / "config.toml", detail=f"only the machine's file may set {name}")
    values = msgspec.structs.asdict(merged((machine, flags, own)))
    for name in ("url", "root"):
        if not values[name]:
            raise NotConfigured(missing=name, path=paths.machine_config / "config.toml")
    _check_addresses(values, paths.machine_config / "config.toml")
    url, root = str(values.pop("url")), str(values.pop("root"))
    values |= {name: f"{values[name]}".rstrip("/") + "/" for name in _REGISTRIES if values[name]}
    if machine.events_token and not machine.events_url:  # so that no policy can have it sent elsewhere
        raise ConfigUnreadable(
            path=paths.machine_config / "config.toml", detail="events_token needs events_url beside it"
        )
    code, token, events_token = values.pop("enrol_code"), values.pop("token"), values.pop("events_token")
    network = _network(machine, paths.machine_config / "config.toml")
    for name in Network.__struct_fields__:
        values.pop(name)
    data = _root(root, paths.machine_config / "config.toml")
    values["inventory_name"] = machine.device
    values["device"] = machine.device or platform.host_name()
    values["user"] = platform.account()
    given = {name: value for name, value in values.items() if value is not None}
    config = msgspec.convert({"url": url.rstrip("/") + "/", "root": data, **given}, Config)
    return msgspec.structs.replace(
        config,
        enrol_code=Secret(str(code)) if code else None,
        token=Secret(str(token)) if token else None,
        events_token=Secret(str(events_token)) if events_token else None,
        network=network,
        flags=flags,
        company=hash((machine, data)),  # of this process alone; kept in place of what is secret
    )


def without_secrets(config: Config) -> Config:
    """The same for whoever reads the secrets themselves, by `with_secrets`; a proxy's address may hold one, too."""
    return msgspec.structs.replace(config, enrol_code=None, token=None, events_token=None, network=Network())


def with_secrets(config: Config, paths: Paths) -> Config:
    """The same with what the company's layers hold in secret, each for the very address it is for there.

    Raises ConfigUnreadable.
    """
    layer = company_layer(paths)
    ours = (layer.url or "").rstrip("/") + "/" == config.url
    enrols, sends = layer.enrol_url == config.enrol_url, layer.events_url == config.events_url
    return msgspec.structs.replace(
        config,
        token=Secret(layer.token) if layer.token and ours else None,
        enrol_code=Secret(layer.enrol_code) if layer.enrol_code and enrols else None,
        events_token=Secret(layer.events_token) if layer.events_token and sends else None,
        network=_network(layer, paths.machine_config / "config.toml"),
    )


class _Signed(msgspec.Struct, frozen=True, tag_field="_type", tag="root"):
    pass


class _Root(msgspec.Struct, frozen=True):
    """As much of root metadata as tells it from anything else (TUF specification, 4.3)."""

    signed: _Signed


def _root(said: str, path: Path) -> bytes:
    """The trusted root metadata: itself, or what is in the file of that name. Raises ConfigUnreadable.

    Half a file may not count: started with it, Signpost would take its own policy for another company's.
    """
    itself = said.startswith("{")
    try:
        data = said.encode() if itself else Path(said).read_bytes()
        msgspec.json.decode(data, type=_Root)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        where = path if itself else said
        raise ConfigUnreadable(path=where, detail=f"root is no TUF root metadata ({error})") from error
    except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
        raise ConfigUnreadable(path=said, detail=getattr(error, "strerror", None) or error) from error
    return data


def _network(machine: Settings, path: Path) -> Network:
    """What the machine's file says of the way out. Raises ConfigUnreadable."""
    if machine.token and not machine.url:  # else a person could have it sent to an address of their own
        raise ConfigUnreadable(path=path, detail="a token needs the url beside it")
    if machine.proxy and address.scheme_and_host(machine.proxy)[0] not in ("http", "https"):
        raise ConfigUnreadable(path=path, detail="proxy is not an http address")
    return Network(machine.proxy or "", machine.no_proxy or (), machine.ca_bundle or "")


_ADDRESSES = ("url", "enrol_url", "events_url", "npm_registry", "pypi_index")
_REGISTRIES = _ADDRESSES[3:]


def _check_addresses(values: Mapping[str, object], path: Path) -> None:
    """All that are said can be asked, and hold no secret. Raises ConfigUnreadable."""
    for name in _ADDRESSES:
        wrong = address.fault(str(values[name])) if values[name] else None
        if wrong is not None:
            raise ConfigUnreadable(path=path, detail=f"{name} {wrong}")


def company_files(folder: Path) -> list[Path]:
    """The files of the managed and the machine's layer, the one that counts first, first. Raises ConfigUnreadable."""
    rolled_out = folder / "managed.d"
    try:
        files = sorted(path for path in rolled_out.iterdir() if path.suffix == ".toml")
    except FileNotFoundError:
        files = []
    except OSError as error:
        raise ConfigUnreadable(path=rolled_out, detail=error.strerror or error) from error
    return [*files, folder / "config.toml"]


def company_layer(paths: Paths, system: Managed | None = None) -> Settings:
    """What the company and this machine say together. Raises ConfigUnreadable."""
    return merged([layer for _, layer in company_layers(paths, system)])


def company_layers(paths: Paths, system: Managed | None = None) -> list[tuple[str, Settings]]:
    """The managed and the machine's layers with where each is, the one that counts first.

    `system`: what device management wrote into the system (default: all that holds for this person, where `paths` are
    the real ones). Raises ConfigUnreadable.
    """
    if system is None:
        system = managed.of_person() if paths.system else Managed()
    *managed_files, own = company_files(paths.machine_config)
    return [
        *(system_layer(source) for source in system.policies),
        *((str(path), read_layer(path)) for path in managed_files),
        *(system_layer(source) for source in system.machine),
        (str(own), read_layer(own)),
    ]


def system_layer(source: managed.Source) -> tuple[str, Settings]:
    """What device management set in one place: numbers and times may be text there. Raises ConfigUnreadable."""
    try:
        return source.name, msgspec.convert(source.values(), Settings, strict=False)
    except (OSError, ValueError) as error:
        raise ConfigUnreadable(path=source.name, detail=error) from error


def merged(layers: Sequence[Settings]) -> Settings:
    """For each setting the first layer's word that there is."""
    values = {
        name: next((value for layer in layers if (value := getattr(layer, name)) is not None), None)
        for name in Settings.__struct_fields__
    }
    return Settings(**values)


def read_layer(path: Path) -> Settings:
    """One file; nothing is said by one that is not there. Raises ConfigUnreadable."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigUnreadable(path=path, detail=error) from error
    import tomllib

    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except (ValueError, RecursionError) as error:  # tomllib's and msgspec's are ValueErrors
        raise ConfigUnreadable(path=path, detail=error) from error
