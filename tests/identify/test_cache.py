"""A bounded memory: what was asked least recently goes first, the heavy ones take more of them along."""

from app.identify.cache import Cache


def test_the_least_recently_asked_goes_first() -> None:
    cache = Cache[str, str](2)
    cache.put("a", "A")
    cache.put("b", "B")
    assert cache.get("a") == "A"
    cache.put("c", "C")
    assert [cache.get(key) for key in "abc"] == ["A", None, "C"]


def test_a_heavy_answer_takes_the_place_of_several() -> None:
    cache = Cache[str, str](5, lambda _, value: len(value))
    for key in "abcd":
        cache.put(key, key)
    cache.put("heavy", "xxx")
    assert [cache.get(key) for key in "abcd"] == [None, None, "c", "d"]
    assert cache.get("heavy") == "xxx"


def test_what_was_replaced_or_forgotten_weighs_nothing() -> None:
    cache = Cache[str, str](5, lambda _, value: len(value))
    for _ in range(10):
        cache.put("a", "xxx")
        cache.put("b", "xx")
        cache.forget("b")
    cache.put("b", "xx")
    assert (cache.get("a"), cache.get("b")) == ("xxx", "xx")


def test_what_is_heavier_than_all_there_is_room_for_is_not_kept() -> None:
    cache = Cache[str, str](5, lambda _, value: len(value))
    cache.put("a", "xxxxxx")
    assert (len(cache), cache.get("a")) == (0, None)
    cache.put("a", "xxxxx")
    assert cache.get("a") == "xxxxx"
