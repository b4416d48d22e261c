"""Recipients as they are typed, and the addresses that mail can go to."""

import pytest

from salestui.errors import InputError
from salestui.exchange.mail_addresses import Typed, check, last_piece, on_the_wire, split, written


def test_names_and_addresses_between_commas_and_semicolons() -> None:
    assert split('Ana <ana@x.org>, "Silva, Bo" <bo@x.org>; clara@x.org ,, Dora Lee') == [
        Typed("Ana", "ana@x.org"),
        Typed("Silva, Bo", "bo@x.org"),
        Typed("", "clara@x.org"),
        Typed("Dora Lee", ""),
    ]


@pytest.mark.parametrize(
    "name", ["Ana", "Silva, Ana", 'Ana "Ace" Silva', "a\\b", "Ana; Bo", "<>", "Łukasz", "A@B"]
)
def test_what_is_written_is_read_again(name: str) -> None:
    assert split(written(name, "a@x.org")) == [Typed(name, "a@x.org")]
    assert split(f"{written(name, 'a@x.org')}, {written(name, 'b@x.org')}")[1] == Typed(name, "b@x.org")


@pytest.mark.parametrize(
    ("text", "place", "piece"),
    [
        ("", 0, ""),
        ("an", 0, "an"),
        ("Ana <a@x.org>, bo", 15, "bo"),
        ("Ana, ", 5, ""),
        ("a,  b c", 4, "b c"),
    ],
)
def test_the_piece_that_is_being_typed(text: str, place: int, piece: str) -> None:
    assert last_piece(text) == (place, piece)


@pytest.mark.parametrize(
    "address",
    ["ana@x.org", "a.b+c@sub.x.org", "Łukasz@x.org", "ana@bücher.example", "ana@localhost", "o'neil@x.org"],
)
def test_addresses(address: str) -> None:
    assert check(f" {address} ") == address


def test_a_domain_goes_over_the_wire_in_ascii() -> None:
    assert on_the_wire("ana@bücher.example") == "ana@xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ana", "is no address"),
        ("@x.org", "is no address"),
        ("ana@", "is no address"),
        ("ana@x@y.org", "is not one address"),
        ("ana bo@x.org", "can't stand before the @"),
        (".ana@x.org", "can't stand before the @"),
        ("ana@x..org", "is no domain"),
        ("ana@-x.org", "is no domain"),
        ("ana@x org", "is no domain"),
        ("a" * 65 + "@x.org", "too long before the @"),
        ("ana@" + "x." * 130 + "org", "longer than the 254"),
        ("ana@" + "x" * 64 + ".org", "is no domain"),
        ("ana@x.org\r\nBcc: eve@x.org", "line break"),
        ("ana@x.org\nSubject: hi", "line break"),
        ("ana@x\u2028.org", "line break"),
        ("ana\x00@x.org", "control character"),
    ],
)
def test_what_is_no_address(address: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        check(address)


@pytest.mark.parametrize("text", ["Ana\r\nBcc: eve@x.org <a@x.org>", "a@x.org,\nb@x.org", "Ana\x0b<a@x.org>"])
def test_a_line_break_anywhere_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="line break"):
        split(text)
