"""Cards as programs write them, and what they say of a contact."""

from datetime import date
from pathlib import Path

import pytest

from salestui.exchange import vcard_lines
from salestui.exchange.errors import FileRefused
from salestui.exchange.vcard_encodings import file_encoding
from salestui.exchange.vcard_lines import Card, cards
from salestui.exchange.vcard_reading import BadCard, CardContact, NoPerson, read_card

SAMPLES = Path(__file__).parent / "vcard"


def all_cards(path: Path) -> list[Card]:
    return list(cards(path, file_encoding(path).name))


def contacts(name: str) -> list[CardContact]:
    return [read_card(card) for card in all_cards(SAMPLES / name)]


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "cards.vcf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def one(tmp_path: Path, *lines: str, version: str = "3.0") -> CardContact:
    text = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    [card] = all_cards(written(tmp_path, text))
    return read_card(card)


def test_version_2_1_of_outlook() -> None:
    [vera] = contacts("outlook.vcf")
    assert vera.values == {
        "last_name": "Lindqvist",
        "first_name": "Vera",
        "salutation": "Dr.",
        "suffix": "Jr.",
        "full_name": "Dr. Vera Lindqvist Jr.",
        "nickname": "Vee",
        "department": "Purchasing",
        "job_title": "Head of purchasing",
        "website": "http://cranes.example",
        "email": "vera@cranes.example",
        "business_phone": "(111) 555-1111",
        "home_phone": "(111) 555-2222",
        "mobile_phone": "(111) 555-4444",
        "fax": "(111) 555-3333",
        "address_line_1": "22 Quay Street",
        "address_line_2": "The Office",
        "city": "Bergen",
        "postal_code": "5003",
        "country": "Norway",
        "address_is_home": False,
        "birthday": date(1972, 3, 10),
        "description": "Met at the fair\t\nin Bergen.\nCall in spring",
    }
    assert (vera.company, vera.uid) == ("Harbour Cranes", None)
    assert vera.said == ["1 more website left out", "KEY left out, there is no field for that"]
    assert vera.photo is not None
    assert vera.photo.startswith(b"GIF89a")


def test_quoted_printable_of_android_with_all_its_faults() -> None:
    nobody, jose = contacts("android.vcf")
    assert nobody.values["full_name"] == "nobody@company.example"
    assert {name: part for name, part in nobody.derived.items() if part} == {
        "last_name": "nobody@company.example"
    }
    assert (jose.name, jose.values["first_name"], jose.values["last_name"]) == ("José Ñáñez", "José", "Ñáñez")
    assert (jose.company, jose.values["description"]) == ("Ñandú", "cut in a char")
    assert (jose.values["mobile_phone"], jose.values["home_phone"]) == ("123456", "234567")
    assert jose.said == ["1 more phone number left out"]


def test_groups_broken_lines_and_loose_base64_of_apple() -> None:
    [jane] = contacts("iphone.vcf")
    assert (jane.company, jane.values["middle_name"]) == ("Acme, Inc.", "Richter Anna")
    assert [jane.values[f"address_line_{number}"] for number in (1, 2, 3)] == [
        "Street 4",
        "Building 6",
        "Floor 8",
    ]
    assert jane.values["website"] == "http://www.acme.example"
    assert jane.values["mobile_phone"] == "905-555-1234"
    assert jane.values["business_phone"] == "905-222-1234"
    assert jane.photo is not None
    assert len(jane.photo) == 42


def test_version_4_with_uris_a_data_photo_and_a_group() -> None:
    person, group = all_cards(SAMPLES / "version4.vcf")
    simon = read_card(person)
    assert simon.uid == "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1"
    assert simon.values["business_phone"] == "+1-418-656-9254"
    assert simon.values["mobile_phone"] == "+1-418-262-6501"
    assert simon.values["description"] == "Semicolon; comma, backslash \\ and\na new line"
    assert simon.values["suffix"] == "ing. jr M.Sc."
    assert simon.said == [
        "a birthday without its year left out",
        "GENDER left out, there is no field for that",
    ]
    assert simon.photo is not None
    with pytest.raises(NoPerson, match="it is a group"):
        read_card(group)


@pytest.mark.parametrize(
    ("sample", "name", "company"),
    [
        ("latin1.vcf", "Jörg Müller", "Süßwaren Köhler"),
        ("utf16.vcf", "山田 太郎", None),
        ("two_charsets.vcf", "Ana García", "Peña"),
    ],
)
def test_foreign_encodings(sample: str, name: str, company: str | None) -> None:
    [found] = contacts(sample)
    assert (found.name, found.company) == (name, company)


def read_bytes(tmp_path: Path, *found: bytes) -> list[CardContact]:
    return [read_card(card) for card in all_cards(written(tmp_path, b"".join(found)))]


def raw_card(version: str, *lines: bytes) -> bytes:
    return b"\r\n".join([b"BEGIN:VCARD", b"VERSION:" + version.encode(), *lines, b"END:VCARD", b""])


def test_a_card_that_says_its_encoding_tells_nothing_of_the_others(tmp_path: Path) -> None:
    utf_8 = raw_card("3.0", "FN:Jörg Großmann".encode(), "ORG:Fabrik für Dinge".encode())
    latin = raw_card("2.1", "FN;CHARSET=ISO-8859-1:Änne Größe".encode("latin-1"))
    joerg, aenne = read_bytes(tmp_path, utf_8, latin)
    assert (joerg.name, joerg.company, aenne.name) == ("Jörg Großmann", "Fabrik für Dinge", "Änne Größe")
    [bom, _] = read_bytes(tmp_path, b"\xef\xbb\xbf", utf_8, latin)
    assert bom.name == "Jörg Großmann"


def test_a_fold_may_cut_a_letter(tmp_path: Path) -> None:
    cut = raw_card("3.0", b"FN:Ann", b"ORG:f\xc3", b" \xbcr Dinge")
    ann, joerg = read_bytes(tmp_path, cut, raw_card("3.0", "FN:Jörg".encode()))
    assert (ann.company, joerg.name) == ("für Dinge", "Jörg")


def test_version_4_is_in_utf_8_only(tmp_path: Path) -> None:
    cards = raw_card("4.0", b"FN:M\xfcller"), raw_card("3.0", "FN:Köhler, Süßwaren".encode("cp1252"))
    mueller, koehler = all_cards(written(tmp_path, b"".join(cards)))
    assert read_card(koehler).name == "Köhler, Süßwaren"
    with pytest.raises(BadCard, match="FN: byte 0xFC has no meaning in utf-8") as refused:
        read_card(mueller)
    assert refused.value.line == 3


def test_only_what_is_no_utf_8_is_read_in_a_guessed_encoding(tmp_path: Path) -> None:
    old = [f"FN:{name}".encode("cp1252") for name in ("Jörg Müller", "Äpfel und Öl", "Süßwaren Köhler")]
    quoted = b"FN;ENCODING=QUOTED-PRINTABLE:"
    others = [b"FN:\xc5\x81ukasz", quoted + b"Zo=C3=AB", quoted + b"Zo=EB"]
    found = read_bytes(tmp_path, *(raw_card("2.1", line) for line in [*old, *others]))
    assert [one.name for one in found[-4:]] == ["Süßwaren Köhler", "Łukasz", "Zoë", "Zoë"]


def test_letters_of_several_bytes_that_happen_to_be_utf_8_are_read_as_the_others(tmp_path: Path) -> None:
    names = ["谭小", "王小明", "中华人民共和国", "北京大学出版社"]
    assert "谭小".encode("gb18030").decode("utf-8") == "̷С"
    found = read_bytes(tmp_path, *(raw_card("3.0", f"FN:{name}".encode("gb18030")) for name in names))
    assert [one.name for one in found] == names


def test_folded_lines_break_anywhere(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Al\n ice W\n\tonder\nEND:VCARD"
    [card] = all_cards(written(tmp_path, text))
    assert read_card(card).name == "Alice Wonder"
    old = "BEGIN:VCARD\nVERSION:2.1\nFN:Alice\n Wonder\nEND:VCARD"
    [card] = all_cards(written(tmp_path, old))
    assert read_card(card).name == "Alice Wonder"


@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_folding_leaves_no_blanks_in_an_address(tmp_path: Path, version: str) -> None:
    lines = (
        "FN:Wendy",
        "EMAIL:wendy@",
        "  pan.example",
        "EMAIL;ENCODING=QUOTED-PRINTABLE:w=",
        " endy@home.example",
    )
    found = one(tmp_path, *lines, version=version)
    assert (found.values["email"], found.values["email_2"]) == ("wendy@pan.example", "wendy@home.example")
    assert found.said == []
    torn = one(tmp_path, "FN:Wendy", "EMAIL:wendy@", " pan.example Bcc: x@y.example", version=version)
    assert "email" not in torn.values
    assert "left out, it is none" in torn.said[0]


def test_a_blank_behind_a_soft_break_is_kept_unless_all_is_written_in_codes(tmp_path: Path) -> None:
    head = "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE"
    kept = one(tmp_path, f"{head}:M=C3=BCller&=", " S=C3=B6hne", version="2.1")
    assert kept.name == "Müller& Söhne"
    coded = one(tmp_path, f"{head}:=4A=6F=", " =73=C3=A9", version="2.1")
    assert coded.name == "José"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Bad=ZZ=C3", "Bad=ZZ=C3"),
        ("Bad=ZZ and =C3=A9", "Bad=ZZ and é"),
        ("a=C3b=FFc", "a=C3b=FFc"),
        ("a==b", "a==b"),
        ("cut=C3", "cut"),
        ("bad end=FF", "bad end=FF"),
    ],
)
def test_codes_that_are_none_are_kept_as_they_stand(tmp_path: Path, written: str, read: str) -> None:
    line = f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{written}"
    assert one(tmp_path, line, version="2.1").name == read


def test_a_codec_that_makes_no_text_is_no_character_set(tmp_path: Path) -> None:
    with pytest.raises(BadCard, match="there is no character set hex"):
        one(tmp_path, "FN;CHARSET=hex;ENCODING=QUOTED-PRINTABLE:=41", version="2.1")


def test_what_is_no_property_does_not_become_a_part_of_the_version(tmp_path: Path) -> None:
    with pytest.raises(BadCard, match="no line of a card") as refused:
        one(tmp_path, "FN Ann", "EMAIL:x")
    assert refused.value.line == 3


def test_a_property_without_a_colon_does_not_become_a_part_of_a_name(tmp_path: Path) -> None:
    with pytest.raises(BadCard, match="no line of a card") as refused:
        one(tmp_path, "FN:Ann", "TEL 123")
    assert refused.value.line == 4
    assert one(tmp_path, "FN:Ann", "Lee", "NOTE:call", "TEL 123").values["description"] == "call\nTEL 123"
    assert one(tmp_path, "FN:Ann", "Lee").name == "Ann Lee"


def test_a_line_that_was_torn_off_is_told(tmp_path: Path) -> None:
    found = one(tmp_path, "FN:Ann", "NOTE:call", "in spring", "TITLE:Chief", " of all")
    assert found.values["description"] == "call\nin spring"
    assert found.said == ["line 5 has no colon, and is read as more of NOTE"]
    found = one(tmp_path, "FN:Ann", "Lee", "NOTE:call", "in spring", "or later")
    assert found.said == ["line 4 has no colon, and is read as more of FN, and 2 more lines like it"]


def test_what_tells_nothing_of_the_person_is_passed_over(tmp_path: Path) -> None:
    lines = ("REV:2020", "PRODID:x", "item1.X-ABLabel:Work", "X-MS-OL-DESIGN:x", "IMPP:", "CATEGORIES: ,")
    assert one(tmp_path, "FN:Ann", "ADR:;;One Street;Rome;;;", "LABEL:One Street, Rome", *lines).said == []


def test_lines_may_end_as_on_old_macs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vcard_lines, "_PORTION", 16)
    text = (
        "BEGIN:VCARD\rFN:Ann Lee\rNOTE:a long note that goes \r on\rEND:VCARD\rBEGIN:VCARD\rFN:Bo\rEND:VCARD"
    )
    path = written(tmp_path, text)
    ann, bo = all_cards(path)
    assert read_card(ann).values["description"] == "a long note that goes on"
    assert (read_card(ann).name, read_card(bo).name) == ("Ann Lee", "Bo")
    assert (ann.lines, bo.lines) == (range(1, 6), range(6, 9))
    assert b"".join(vcard_lines.lines_of(path, "utf-8", [bo.lines])).split() == [
        b"BEGIN:VCARD",
        b"FN:Bo",
        b"END:VCARD",
    ]


def test_begin_and_end_are_known_however_they_are_written(tmp_path: Path) -> None:
    first = "  begin : vcard \nFN:Bea Ender\nBDAY:1980-02-03\n\tEND:vCard\t\n \n"
    path = written(tmp_path, f"{first}Begin:VCARD\nFN:B\nend:VCARD")
    assert [read_card(card).name for card in all_cards(path)] == ["Bea Ender", "B"]


def test_parameters_that_cards_share_stay_apart_from_others(tmp_path: Path) -> None:
    long = ";".join(f"X-P{number}=a" for number in range(40))
    lines = [f"TEL;TYPE=CELL;{long}:1", "TEL;TYPE=HOME:2", 'TEL;TYPE="work,x:voice":3', "TEL;TYPE=HOME:2"]
    found = one(tmp_path, "FN:A", *lines).values
    phones = [found.get(name) for name in ("mobile_phone", "home_phone", "business_phone")]
    assert phones == ["1", "2", "3"]


def test_the_card_of_an_agent_is_passed_over(tmp_path: Path) -> None:
    found = one(
        tmp_path, "FN:Boss", "AGENT:", "BEGIN:VCARD", "VERSION:2.1", "FN:Aide", "END:VCARD", "TITLE:Chief"
    )
    assert (found.name, found.values["job_title"]) == ("Boss", "Chief")


def test_preferred_addresses_come_first(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        "FN:Ann",
        "EMAIL:home@x.example",
        "EMAIL;TYPE=pref:work@x.example",
        "EMAIL:home@x.example",
        "EMAIL:mailto:third@x.example",
        "ADR;TYPE=home:;;Home Street 1;Rome;;;",
        "ADR;TYPE=work:;;Work Street 1;Milan;;;",
    )
    assert (found.values["email"], found.values["email_2"]) == ("work@x.example", "home@x.example")
    assert (found.values["address_line_1"], found.values["city"]) == ("Work Street 1", "Milan")
    assert found.said == ["1 more email address left out", "1 more address left out"]


@pytest.mark.parametrize(
    ("kinds", "is_home"),
    [
        ((), None),
        (("",), False),
        ((";TYPE=home",), True),
        ((";HOME",), True),
        ((";TYPE=HOME,WORK",), False),
        ((";TYPE=home", ";TYPE=work"), False),
    ],
)
def test_whether_an_address_is_at_home(tmp_path: Path, kinds: tuple[str, ...], is_home: bool | None) -> None:
    lines = [f"ADR{kind}:;;{number} Street;Rome;;;" for number, kind in enumerate(kinds)]
    assert one(tmp_path, "FN:Ann", *lines).values.get("address_is_home") is is_home


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (("EMAIL;PREF=2:two@x.example", "EMAIL;PREF=1:one@x.example"), "one@x.example"),
        (("EMAIL;PREF=50:two@x.example", "EMAIL;TYPE=pref:one@x.example"), "one@x.example"),
        (("EMAIL:two@x.example", "EMAIL;PREF=100:one@x.example"), "one@x.example"),
        (("EMAIL;PREF=2:two@x.example", "EMAIL;PREF=high:one@x.example"), "one@x.example"),
        (("EMAIL;PREF=2:one@x.example", f"EMAIL;PREF={'9' * 5000}:two@x.example"), "two@x.example"),
    ],
)
def test_of_preferred_addresses_the_lowest_number_comes_first(
    tmp_path: Path, lines: tuple[str, ...], first: str
) -> None:
    assert one(tmp_path, "FN:Ann", *lines, version="4.0").values["email"] == first


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("BDAY:0000", "birthday “0000” left out, it is no date since 1900"),
        ("BDAY:2026-02-30", "birthday “2026-02-30” left out, it is no date since 1900"),
        ("BDAY:0001-01-01", "birthday “0001-01-01” left out, it is no date since 1900"),
        ("PHOTO;ENCODING=b:SGVsbG8=", "the photo left out, it is no picture"),
        ("PHOTO;ENCODING=b:SGVsbG8=x", "the photo left out, it is no picture"),
        ("PHOTO;ENCODING=b:S", "the photo left out, it is not written in base64"),
        ("PHOTO:data:image/gif,GIF8", "the photo left out, it is not written in base64"),
        (
            "EMAIL:a@b.example\\nBcc: x@y.example",
            "email address “a@b.example Bcc: x@y.example” left out, it is none",
        ),
        ("EMAIL:not an email", "email address “not an email” left out, it is none"),
        ("EMAIL:ann lee@x.example", "email address “ann lee@x.example” left out, it is none"),
        ("ADR:;;One Street;Rome;;;\r\nADR:;;Two Street;Rome;;;", "1 more address left out"),
        ("NICKNAME:Annie,Nan\r\nNICKNAME:Nana", "2 more nicknames left out"),
        ("BDAY:1980-01-02\r\nBDAY:1980-01-03", "1 more birthday left out"),
        ("PHOTO;VALUE=uri:http://x.example/a.jpg", "the photo left out, it is only a link"),
        (
            "PHOTO:data:image/gif;base64,R0lGODk=\r\nPHOTO:data:image/gif;base64,R0lGODg=",
            "1 more photo left out",
        ),
        ("TITLE:Chief\r\nROLE:Buyer\r\nROLE:Chief", "1 more job title left out"),
        ("ORG:Acme\r\nORG:Other\r\nORG:Acme", "1 more company left out"),
        ("URL:http://a.example\r\nURL:http://b.example", "1 more website left out"),
        ("FN:Anna", "1 more full name left out"),
        ("N:Lee;Ann\r\nN:Li;An", "1 more name left out"),
        (
            "ANNIVERSARY:20100203\r\nCATEGORIES:a,b\r\nitem1.IMPP:xmpp:a@x.example\r\nCATEGORIES:c",
            "ANNIVERSARY, CATEGORIES, IMPP left out, there is no field for that",
        ),
        (
            "\r\n".join(f"X-P{number}:a" for number in range(12)),
            "X-P0, X-P1, X-P2, X-P3, X-P4, X-P5, X-P6, X-P7, X-P8, X-P9 and 2 more left out, "
            "there is no field for that",
        ),
        ("LABEL:1 Street\\nRome", "LABEL left out, there is no field for that"),
        ("KIND:org", "it is of a company, and kept as a contact of this name"),
        ("X-ABShowAs:COMPANY", "it is of a company, and kept as a contact of this name"),
        ("TITLE:" + "x" * 101, "the job title left out, it has 101 characters of at most 100"),
        ("ORG:" + "x" * 161, "the company left out, it has 161 characters of at most 160"),
        ("ADR:;;;" + "x" * 81, "the city left out, it has 81 characters of at most 80"),
        ("TEL;TYPE=fax:" + "1" * 51, "the fax left out, it has 51 characters of at most 50"),
        ("NOTE:" + "x" * 3000, "the note has 3,000 characters, of which the first 2,000 are kept"),
    ],
)
def test_what_does_not_fit_is_left_out_and_told(tmp_path: Path, line: str, said: str) -> None:
    found = one(tmp_path, "FN:Ann", line)
    assert (found.name, found.said) == ("Ann", [said])


def test_what_is_too_long_takes_only_its_own_field_along(tmp_path: Path) -> None:
    long = "x" * 300
    home = one(tmp_path, "FN:Ann", f"ADR;TYPE=home:;;{long};;;;", f"ORG:{long};Sales")
    assert home.values.keys().isdisjoint({"address_is_home", "address_line_1"})
    assert (home.company, home.values["department"]) == (None, "Sales")
    assert one(tmp_path, "FN:Ann", f"ADR;TYPE=home:;;{long};Rome;;;").values["address_is_home"] is True


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (["TITLE:nobody"], 1, "it has no name"),
        (["FN:Ann", f"N:{'x' * 101};Ann"], 1, "Last name: .*100"),
        (["FN:" + "x" * 10_000], 1, "Full name: .*305"),
        (["FN:Ann", "UID:" + "x" * 201], 1, "its UID has more than 200"),
        (["FN;CHARSET=nothing:Ann"], 3, "there is no character set nothing"),
        (["FN;CHARSET=a\0b:Ann"], 3, "there is no character set a\N{REPLACEMENT CHARACTER}b"),
        (["FN;CHARSET=undefined:Ann"], 3, "there is no character set undefined"),
    ],
)
def test_a_card_that_can_not_be_a_contact_says_where_and_why(
    tmp_path: Path, lines: list[str], line: int, reason: str
) -> None:
    with pytest.raises(BadCard, match=reason) as refused:
        one(tmp_path, *lines)
    assert refused.value.line == line


def test_bytes_without_meaning_name_their_line(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Zoë\nORG:Zürich\nTITLE;CHARSET=utf-8:".encode() + b"\xff\nEND:VCARD\n"
    )
    [card] = all_cards(written(tmp_path, text))
    with pytest.raises(BadCard, match="TITLE: byte 0xFF has no meaning in utf-8") as refused:
        read_card(card)
    assert refused.value.line == 5


def test_cards_without_an_end_and_lines_outside_are_told_and_the_others_read(tmp_path: Path) -> None:
    text = (
        "Dear all,\nhere they are\nBEGIN:VCARD\nFN:One\nBEGIN:VCARD\nFN:Two\nEND:VCARD\n\n"
        "BEGIN:VCARD\n: no name\nEND:VCARD\nBEGIN:VCARD\nFN:Three"
    )
    found = all_cards(written(tmp_path, text))
    assert [(card.problem_line, card.problem) for card in found] == [
        (1, "this stands outside of a card"),
        (3, "it has no END:VCARD"),
        (0, ""),
        (10, "this is no line of a card"),
        (12, "it has no END:VCARD"),
    ]
    assert read_card(found[2]).name == "Two"


def test_hostile_texts_lose_only_their_controls(tmp_path: Path) -> None:
    found = one(tmp_path, "FN:bell\x07 escape\x1b[31m Acme [EMEA]", "NOTE:a\\nb\x07")
    assert found.name == "bell  escape [31m Acme [EMEA]"
    assert found.values["description"] == "a\nb"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "no vCard file but a PDF"),
        (b"\x00\x01\x02" * 100, "is a binary file"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        file_encoding(written(tmp_path, content))
    with pytest.raises(FileRefused, match="there is no file"):
        file_encoding(tmp_path / "none.vcf")


def test_a_card_beyond_all_measure_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vcard_lines, "LARGEST", 200_000)
    photo = "\n".join([" " + "A" * 74] * 10_000)
    text = (
        f"BEGIN:VCARD\nFN:Big\nPHOTO;ENCODING=b:\n{photo}\nEND:VCARD\n"
        f"BEGIN:VCARD\nFN:Endless\nNOTE:{'y' * 900_000}\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Small\nEND:VCARD\n"
    )
    big, endless, small = all_cards(written(tmp_path, text))
    assert "more than" in big.problem
    assert "more than" in endless.problem
    assert (big.problem_line, big.properties, big.lines) == (1, [], range(1, 10_005))
    assert read_card(small).name == "Small"


def test_a_version_that_is_not_known_is_told(tmp_path: Path) -> None:
    assert one(tmp_path, "FN:Ann Lee", version="5.0").said == [
        "version 5.0 is not known here, and read as 4.0"
    ]
    for version in ("2.1", "3.0", "4.0"):
        assert one(tmp_path, "FN:Ann Lee", version=version).said == []
