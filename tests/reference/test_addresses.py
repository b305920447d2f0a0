"""Addresses are unique whatever names a document holds, and safe wherever they are used."""

import re

from hypothesis import given
from hypothesis import strategies as st

from apidocgen.reference.addresses import assign, slug
from apidocgen.reference.anchors import part

NAMES = st.lists(
    st.text(max_size=30) | st.sampled_from(["A", "a", "a.b", "a/b", "A b", "con", "🎉"]),
    unique=True,
)


def addresses(*names: str) -> dict[str, str]:
    return assign({name: (name, name) for name in names})


@given(NAMES)
def test_no_two_names_share_an_address_even_without_case(names: list[str]) -> None:
    found = addresses(*names)
    assert len({each.lower() for each in found.values()}) == len(names)


@given(NAMES)
def test_an_address_is_a_safe_folder_name(names: list[str]) -> None:
    for each in addresses(*names).values():
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,95}", each)
        assert each.lower() not in {"con", "nul", "aux", "prn"}


@given(NAMES, st.randoms())
def test_the_order_of_names_does_not_matter(names: list[str], random: object) -> None:
    assert addresses(*names) == addresses(*reversed(names))


def test_a_name_keeps_its_address_when_others_come_and_go() -> None:
    assert addresses("Sleep", "sleep_read")["Sleep"] == addresses("Sleep")["Sleep"] == "Sleep"


def test_names_that_differ_in_case_only_get_a_hash_except_the_plain_one() -> None:
    found = addresses("Foo", "foo")
    assert found["foo"] == "foo"
    assert re.fullmatch(r"Foo-[0-9a-f]{8}", found["Foo"])


def test_a_name_that_looks_hashed_never_takes_the_address_of_another() -> None:
    hashed = addresses("Foo", "foo")["Foo"]
    found = addresses("Foo", "foo", hashed)
    assert len(set(found.values())) == 3


def test_names_are_readable_in_addresses() -> None:
    assert slug("GET /pets/{id}") == "GET-pets-id"
    assert slug("LINK /läufe/{größe}") == "LINK-laufe-grosse"
    assert slug("GRÖẞE") == "GROSSE"


@given(st.lists(st.text(max_size=200), unique=True))
def test_steps_of_ids_are_unique_and_hold_nothing_special(names: list[str]) -> None:
    steps = [part(name) for name in names]
    assert len(set(steps)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_~-]*", step) for step in steps)
