"""Single files on their way: whatever they are written in, nothing is allowed by them and no secret is left."""

import pytest

from app.carryover.files import copied
from app.policy.carryover import Item, Kind
from app.policy.carrysteps import Copy, Step, Suffix

_PLANTED = "ghp_planted0planted0planted0planted0"


def _item(kind: Kind = "agents", source: str = ".a/agents/*.md", *steps: Step) -> Item:
    return Item(id="x", kind=kind, source=source, target=".q/agents/", steps=(Copy(), *steps))


@pytest.mark.parametrize(
    "text",
    [
        'name: x\ndescription: y\n"permissionMode": bypassPermissions',
        "name: x\n'permissionMode' : bypassPermissions",
        'name: x\n"allowed-tools": Bash',
        " name: x\n allowed-tools: Bash",
        "{allowed-tools: [Bash]}",
        "Allowed-Tools: Bash",
        "description: x\n? permissionMode\n: bypassPermissions",
        "description: x\u2028'permissionMode': bypassPermissions",
    ],
)
def test_front_matter_that_hides_a_grant_stays_behind(text: str) -> None:
    assert copied(_item(), "~/.a/agents/x.md", f"---\n{text}\n---\nBody\n".encode()).data is None


def test_fields_that_say_less_travel() -> None:
    text = b"---\nname: x\ndescription: >\n  Reviews code,\n  step by step.\ndisallowedTools: Bash\n---\nBody\n"
    assert copied(_item(), "~/.a/agents/x.md", text).data == text


@pytest.mark.parametrize("fence", ["--- ", "---\t"])
def test_where_front_matter_ends_is_no_matter_of_taste(fence: str) -> None:
    """To a reader that wants the fence bare, the mode below would belong to the fields."""
    text = f"{fence}\nname: x\n{fence}\npermissionMode: bypassPermissions\n---\nBody\n"
    data = copied(_item(), "~/.a/agents/x.md", text.encode()).data
    assert data == b"---\nname: x\n---\npermissionMode: bypassPermissions\n---\nBody\n"


@pytest.mark.parametrize("start", ["\n---\n", "--- # fields\n", "---\r"])
def test_what_may_be_front_matter_to_others_gives_nothing_away(start: str) -> None:
    text = f"{start}permissionMode: bypassPermissions\n---\nBody\n"
    assert copied(_item(), "~/.a/agents/x.md", text.encode()).data is None


def test_a_broken_letter_does_not_save_a_grant() -> None:
    text = b"---\npermissionMode: bypassPermissions\n---\nCaf\xe9\n"
    found = copied(_item(), "~/.a/agents/x.md", text)
    assert found.data is None
    assert [note.facts["why"] for note in found.notes] == ["it is no UTF-8 text"]


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (_item("agents", ".a/agents/*.txt", Suffix(old=".txt", new=".md")), "~/.a/agents/x.txt"),
        (_item("skills", ".a/skills/**"), "~/.a/skills/x/SKILL.MD"),
        (Item(id="x", kind="commands", source="a.txt", target="b.md", steps=(Copy(),)), "~/a.txt"),
    ],
)
def test_a_name_does_not_save_a_grant(item: Item, shown: str) -> None:
    data = copied(item, shown, b"---\npermissionMode: bypassPermissions\nname: x\n---\nBody\n").data
    assert data == b"---\nname: x\n---\nBody\n"


def test_a_memory_that_gives_permissions_stays_behind_and_any_other_is_as_it_was() -> None:
    item = _item("memory")
    assert copied(item, "~/.a/agents/x.md", b"---\npermissionMode: bypassPermissions\n---\n").data is None
    plain = b"---\nname : x\n--- \n# Rules\n"
    assert copied(item, "~/.a/agents/x.md", plain).data == plain


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_a_secret_is_found_in_every_encoding(encoding: str) -> None:
    text = f"# Müller\nTOKEN={_PLANTED}\n"
    found = copied(_item("skills", ".a/skills/**"), "~/.a/skills/x/run.sh", text.encode(encoding))
    assert found.data is not None
    said = found.data.decode(encoding)
    assert _PLANTED not in said
    assert said.startswith("# Müller\nTOKEN=${")
    assert found.notes


@pytest.mark.parametrize("data", [b"\x89PNG\0\xff" + _PLANTED.encode(), b"\xff\xfe\0", b"caf\xe9"])
def test_what_is_no_text_or_has_no_secret_is_as_it_was(data: bytes) -> None:
    assert copied(_item("skills", ".a/skills/**"), "~/.a/skills/x/logo.png", data).data == data
