"""How the helper starts on Windows: what it takes from its surroundings, its token, its log, what it says.

Windows' libraries are played here by their documented parameters and answers.
"""

import ctypes
import json
import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from app.elevation.windows import event_log, objects, surroundings, token
from app.elevation.windows.descriptor import ADMINISTRATORS
from app.elevation.windows.progress import Progress
from app.host import known_folders
from app.setup.uac import Listening, said_by
from tests.elevation.sddl import binary


class Call:
    """One function of a library: remembers what it was called with and does what a test says."""

    def __init__(self, does: Callable[..., object]) -> None:
        self.does, self.restype = does, None
        self.argtypes: tuple[Any, ...] = ()
        self.calls: list[tuple[Any, ...]] = []

    def __call__(self, *arguments: Any) -> Any:
        assert len(arguments) == len(self.argtypes)
        self.calls.append(arguments)
        return self.does(*arguments)


class Library:
    """Functions by name; those that a test does not name succeed."""

    def __init__(self, **functions: Callable[..., object]) -> None:
        self._known = {name: Call(does) for name, does in functions.items()}

    def __getattr__(self, name: str) -> Call:
        return self._known.setdefault(name, Call(lambda *_: 1))


def _put(reference: Any, value: Any) -> int:
    """What a library writes through a pointer to a variable."""
    reference._obj.value = value
    return 1


def _folders(known: dict[uuid.UUID, str]) -> known_folders.KnownFolders:
    kept: list[Any] = []

    def path(wanted: Any, flags: int, _token: None, out: Any) -> int:
        text = known.get(uuid.UUID(bytes_le=wanted.raw))
        assert flags == 0
        if text is None:
            return 0x80070002
        kept.append(ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0"))
        out._obj.value = ctypes.addressof(kept[-1])
        return 0

    libraries = known_folders.Libraries(cast("Any", Library(SHGetKnownFolderPath=path)), cast("Any", Library()))
    return known_folders.KnownFolders(libraries)


def test_folders_are_where_windows_says_whatever_variables_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ProgramData", "C:\\evil")
    found = _folders({known_folders.PROGRAM_DATA: "D:\\Dáta", known_folders.WINDOWS: "C:\\Windows"})
    assert str(found.path(known_folders.PROGRAM_DATA)) == "D:\\Dáta"
    with pytest.raises(OSError, match="does not know the folder"):
        found.path(known_folders.SYSTEM)


def test_nothing_of_the_callers_environment_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TEMP", "COR_PROFILER", "HTTPS_PROXY", "REQUESTS_CA_BUNDLE", "PATH", "SystemRoot"):
        monkeypatch.setenv(name, "evil")
    kept, here = dict(os.environ), Path.cwd()
    search = Call(lambda _: 1)
    search.argtypes = (ctypes.c_uint32,)
    try:
        surroundings.clean(lambda _: tmp_path, search)
        assert set(os.environ) == set(surroundings.environment(lambda _: tmp_path))
        assert "evil" not in os.environ.values()
        assert os.environ["PATH"] == f"{tmp_path}{os.pathsep}{tmp_path}"
        assert Path.cwd() == tmp_path
        assert search.calls == [(0x1000,)]
        with pytest.raises(OSError, match="libraries"):
            surroundings.clean(lambda _: tmp_path, lambda _: 0)
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(kept)


@pytest.mark.parametrize(("elevated", "member", "is_one"), [(1, 1, True), (1, 0, False), (0, 1, False), (0, 0, False)])
def test_an_administrators_process_is_elevated_and_of_the_group(elevated: int, member: int, is_one: bool) -> None:
    asked: list[bytes] = []

    def ask(_token: Any, what: int, out: Any, size: int, _needed: Any) -> int:
        assert (what, size) == (20, 4)
        return _put(out, elevated)

    def belongs(_token: None, group: Any, out: Any) -> int:
        asked.append(group.raw)
        return _put(out, member)

    advapi32, kernel32 = Library(GetTokenInformation=ask, CheckTokenMembership=belongs), Library()
    found = token.Token(objects.Libraries(cast("Any", kernel32), cast("Any", advapi32)), lambda: 5)
    assert found.is_administrators() is is_one
    assert asked == [ADMINISTRATORS]
    assert len(kernel32.CloseHandle.calls) == 1


def test_what_the_helper_makes_belongs_to_the_group() -> None:
    given: list[bytes] = []

    def put(_token: Any, what: int, data: Any, size: int) -> int:
        assert (what, size) == (4, ctypes.sizeof(ctypes.c_void_p))
        given.append(ctypes.string_at(data._obj.value, len(ADMINISTRATORS)))
        return 1

    advapi32 = Library(SetTokenInformation=put)
    token.Token(objects.Libraries(cast("Any", Library()), cast("Any", advapi32)), lambda: 5).make_for_administrators()
    assert given == [ADMINISTRATORS]
    assert advapi32.OpenProcessToken.calls[0][1] == 0x88


def test_a_token_that_cannot_be_asked_is_an_error() -> None:
    advapi32 = Library(OpenProcessToken=lambda *_: 0)
    with pytest.raises(OSError, match="Windows error 5"):
        token.Token(objects.Libraries(cast("Any", Library()), cast("Any", advapi32)), lambda: 5).is_administrators()


def test_the_event_log_gets_one_text_and_one_that_cannot_be_opened_stops_nothing() -> None:
    texts: list[str] = []

    def report(_log: int, kind: int, _category: int, _event: int, *rest: Any) -> int:
        _user, count, size, strings, _raw = rest
        assert (kind, count, size) == (4, 1, 0)
        texts.append(_text_at(strings))
        return 1

    library = Library(RegisterEventSourceW=lambda *_: 77, ReportEventW=report)
    event_log.EventLog(event_log.Libraries(cast("Any", library))).write("refused: bad-order")
    assert texts == ["refused: bad-order"]
    assert library.DeregisterEventSource.calls == [(77,)]
    deaf = Library(RegisterEventSourceW=lambda *_: None)
    event_log.EventLog(event_log.Libraries(cast("Any", deaf))).write("done")
    assert deaf.ReportEventW.calls == []


def _text_at(texts: Any) -> str:
    """What the first pointer at that place leads to."""
    address = ctypes.cast(texts, ctypes.POINTER(ctypes.c_void_p))[0]
    assert address is not None
    end = next(at for at in range(0, 2000, 2) if ctypes.string_at(address + at, 2) == b"\0\0")
    return ctypes.string_at(address, end).decode("utf-16-le")


def _windows(**functions: Callable[..., object]) -> tuple[objects.Windows, Library]:
    library = Library(**functions)
    return objects.Windows(objects.Libraries(cast("Any", library), cast("Any", library)), lambda: 183), library


def test_a_file_is_opened_itself_and_so_that_nobody_renames_it() -> None:
    windows, library = _windows(CreateFileW=lambda *_: 77)
    assert windows.open(Path("C:/ProgramData")) == 77
    path, access, share, security, how, flags, template = library.CreateFileW.calls[0]
    assert _text_at(ctypes.byref(path)) == str(Path("C:/ProgramData"))
    assert (access, share, security, how, template) == (0x80000000, 0x3, None, 3, None)
    assert flags == 0x02000000 | 0x00200000  # FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT
    assert share & 0x4 == 0  # FILE_SHARE_DELETE


def test_what_cannot_be_opened_is_an_error() -> None:
    windows, _ = _windows(CreateFileW=lambda *_: ctypes.c_void_p(-1).value)
    with pytest.raises(FileExistsError):
        windows.open(Path("x"))
    assert isinstance(objects.error_of(2), FileNotFoundError)
    assert type(objects.error_of(5)) is OSError


def test_owner_and_list_are_asked_for_and_no_more_is_read_than_was_answered() -> None:
    data = binary("O:SYG:SYD:P(A;;FA;;;SY)")

    def security(_handle: int, what: int, out: Any, size: int, needed: Any) -> int:
        assert (what, size) == (0x5, len(out))
        out[: len(data)] = data
        return _put(needed, len(data))

    def information(_handle: int, out: Any) -> int:
        out[:4] = (0x410).to_bytes(4, "little")
        return 1

    windows, _ = _windows(GetKernelObjectSecurity=security, GetFileInformationByHandle=information)
    assert windows.security(77) == data
    assert windows.attributes(77) == objects.DIRECTORY | objects.REPARSE_POINT


def test_a_folder_is_made_with_its_list_and_one_that_is_there_is_told() -> None:
    def converted(_text: Any, revision: int, out: Any, _size: None) -> int:
        assert revision == 1
        return _put(out, 4711)

    made: list[tuple[int, int | None]] = []

    def create(_path: Any, attributes: Any) -> int:
        made.append((attributes._obj.length, attributes._obj.descriptor))
        return len(made) % 2

    windows, library = _windows(ConvertStringSecurityDescriptorToSecurityDescriptorW=converted, CreateDirectoryW=create)
    windows.make_folder(Path("x"), "O:BA")
    with pytest.raises(FileExistsError):
        windows.make_folder(Path("x"), "O:BA")
    assert made == [(24, 4711)] * 2  # SECURITY_ATTRIBUTES of 64-bit Windows
    assert [called[0].value for called in library.LocalFree.calls] == [4711, 4711]


def test_a_key_is_asked_in_the_view_of_64_bits_and_let_go() -> None:
    data = binary("O:SYG:SYD:P(A;;KA;;;SY)")

    def opened(hive: int, _key: Any, options: int, rights: int, out: Any) -> int:
        assert (hive, options, rights) == (0x80000002, 0, 0x20119)
        return _put(out, 77) - 1

    def security(_handle: Any, _what: int, out: Any, size: Any) -> int:
        out[: len(data)] = data
        return _put(size, len(data)) - 1

    windows, library = _windows(RegOpenKeyExW=opened, RegGetKeySecurity=security)
    assert windows.key_security("SOFTWARE") == data
    assert len(library.RegCloseKey.calls) == 1
    windows, library = _windows(RegOpenKeyExW=lambda *_: 2)
    with pytest.raises(FileNotFoundError):
        windows.key_security("SOFTWARE")


def test_what_is_said_is_heard_line_by_line_while_it_is_said(tmp_path: Path) -> None:
    heard: list[Any] = []
    listening = Listening(said_by(tmp_path, os.getpid()), lambda line: heard.append(json.loads(line)))
    progress = Progress()
    progress.say({"phase": "refreshing"})  # nobody knows yet whether the folder is ours
    assert not listening.go_on()
    said_by(tmp_path, os.getpid()).write_text('{"phase": "of an earlier one"}\n')
    progress.open(tmp_path)
    progress.say({"bytes": 1, "total": 2})
    assert listening.go_on()
    assert heard == [{"bytes": 1, "total": 2}]
    with said_by(tmp_path, os.getpid()).open("ab") as file:
        file.write(b'{"says": ')
    assert listening.go_on()
    assert len(heard) == 1
    with said_by(tmp_path, os.getpid()).open("ab") as file:
        file.write(b'"half"}\n' + b"x" * 200_000)
    while listening.go_on():
        pass
    assert heard[1:] == [{"says": "half"}]
    assert len(listening._begun) <= 1 << 16


def test_a_pipe_in_its_place_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(said_by(tmp_path, 1))
    assert not Listening(said_by(tmp_path, 1), pytest.fail).go_on()


def test_what_was_said_long_ago_goes_and_what_another_says_now_stays(tmp_path: Path) -> None:
    for name, age in (("1.jsonl", 90_000.0), ("2.jsonl", 60.0)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    Progress().open(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"2.jsonl", f"{os.getpid()}.jsonl"}
