"""From tuf's errors to ours: one place, because tuf's say what failed and a person wants to know what it means."""

import json
from pathlib import Path
from typing import Any

from tuf.api import exceptions
from tuf.api.serialization import DeserializationError

from app.errors import SignpostError
from app.sync import errors
from app.sync.exchange import Exchange


def translated(
    error: exceptions.RepositoryError | exceptions.DownloadError, exchange: Exchange, metadata: Path
) -> SignpostError:
    """The error of ours for one of tuf's, met while `exchange` was at work over the copy in `metadata`."""
    host, file = exchange.host, exchange.file
    match error:
        case exceptions.DownloadHTTPError():
            ours = error.__cause__
            return (
                ours
                if isinstance(ours, errors.BadStatus)
                else errors.BadStatus(host=host, file=file, status=error.status_code)
            )
        case exceptions.DownloadLengthMismatchError():
            return errors.TooLarge(host=host, file=file, detail=error)
        case exceptions.DownloadError():
            return errors.NetworkTrouble(host=host, detail=error)
        case exceptions.ExpiredMetadataError():
            return _expired(error, exchange, metadata)
        case exceptions.UnsignedMetadataError():
            return _unsigned(error, exchange, metadata)
        case exceptions.BadVersionNumberError():
            return errors.RolledBack(host=host, detail=error)
        case DeserializationError():
            return errors.NotTheServer(host=host, detail=f"{file} cannot be read")
        case _:
            return errors.Tampered(host=host, file=file, detail=error)


def _expired(error: Exception, exchange: Exchange, metadata: Path) -> SignpostError:
    """Which role, and since when: tuf names it as `timestamp.json is expired` or `New policy is expired`."""
    words = [word.removesuffix(".json") for word in str(error).split()]
    role = next((word for word in words if word not in ("New", "Final", "is", "expired")), "metadata")
    fetched = exchange.file.removesuffix(".json").rpartition(".")[2]
    signed = (_signed(bytes(exchange.body)) if fetched == role else {}) or _signed(_read(metadata / f"{role}.json"))
    return errors.Expired(host=exchange.host, role=role, since=signed.get("expires", "an unknown date"))


def _unsigned(error: Exception, exchange: Exchange, metadata: Path) -> SignpostError:
    """Other keys altogether mean another company's repository; our keys with bad signatures mean altered bytes."""
    try:
        used = {signature["keyid"] for signature in json.loads(bytes(exchange.body))["signatures"]}
    except (ValueError, TypeError, KeyError, RecursionError):
        used = set()
    known = set(_signed(_read(metadata / "root.json")).get("keys", ()))
    known |= set((_signed(_read(metadata / "targets.json")).get("delegations") or {}).get("keys", ()))
    if used & known:
        return errors.Tampered(host=exchange.host, file=exchange.file, detail=error)
    return errors.WrongRoot(host=exchange.host, detail=error)


def _signed(data: bytes) -> dict[str, Any]:
    try:
        signed = json.loads(data)["signed"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}
    return signed if isinstance(signed, dict) else {}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
