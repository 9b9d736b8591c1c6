"""Which modules of `app` decode bytes: found in their source, so that a new parser cannot be forgotten."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "app"

_DECODERS = frozenset(
    [
        "json.loads",
        "json.load",
        "msgspec.json.decode",
        "msgspec.json.Decoder",
        "msgspec.msgpack.decode",
        "msgspec.convert",
        "tomllib.loads",
        "tomllib.load",
        "tomlkit.parse",
        "tomlkit.loads",
        "plistlib.loads",
        "plistlib.load",
        "csv.reader",
        "csv.DictReader",
        "struct.Struct",
        "struct.unpack",
        "struct.unpack_from",
        "struct.iter_unpack",
        "int.from_bytes",
        "zipfile.ZipFile",
        "tarfile.open",
        "zstd.ZstdFile",
        "zstd.decompress",
        "zlib.decompress",
        "zlib.decompressobj",
        "gzip.decompress",
        "configparser.ConfigParser",
        "expat.ParserCreate",
        "ElementTree.fromstring",
        "ElementTree.parse",
        "base64.b64decode",
        "base64.urlsafe_b64decode",
        "binascii.unhexlify",
        "codecs.decode",
        "bytes.fromhex",
        "sqlite3.connect",
        "email.message_from_bytes",
        "email.utils.parsedate_to_datetime",
        "parsedate_to_datetime",
        "load_pem_private_key",
        "load_pem_public_key",
        "x509.load_pem_x509_certificate",
        "asn1.decode_der",
        "pickle.loads",
        "marshal.loads",
        "yaml.load",
        "YAML",
        "ast.literal_eval",
        "shlex.split",
        "urllib.parse.parse_qsl",
        "parse_qsl",
        "importlib.metadata.distributions",
        "distributions",
        "PathDistribution",
        "Metadata.from_bytes",
    ]
)
"""Calls that make values of bytes or text, as they are written: by module and name, or by the name alone."""


@functools.cache
def parsers() -> dict[str, frozenset[str]]:
    """Every module that calls one of them, with which."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted(APP.rglob("*.py")):
        calls = frozenset(_calls(ast.parse(path.read_bytes()))) & _DECODERS
        if calls:
            found[".".join(path.relative_to(APP.parent).with_suffix("").parts).removesuffix(".__init__")] = calls
    return found


def _calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield _dotted(node.func)


def _dotted(called: ast.expr) -> str:
    """A name as it is written, without what stands in brackets: `Metadata.from_bytes` of `Metadata[Any].from_bytes`."""
    match called:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=of, attr=name):
            return f"{_dotted(of)}.{name}"
        case ast.Subscript(value=of):
            return _dotted(of)
        case _:
            return ""
