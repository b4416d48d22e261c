"""config.toml: strict reading, careful writing, the user's own keys."""

from pathlib import Path

import pytest

from salestui import settings
from salestui.exchange.mail_server import MailServer
from salestui.settings import Settings, SettingsError


def load(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    return settings.load(file)


def test_without_a_file_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.toml") == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        'user = "Mina"\ntheme = "light"\nsigns = "ascii"\ndate_format = "iso"\nweek_start = "sunday"\n'
        '[keys]\n"table.sort" = "J"\ntable.mark = ["x", "F6"]\n',
    )
    assert found == Settings(
        user="Mina",
        theme="light",
        signs="ascii",
        date_format="iso",
        week_start="sunday",
        keys={"table.sort": ("J",), "table.mark": ("x", "f6")},
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 1", ['"colour" is not a setting', "the nearest is"]),
        ('them = "dark"', ['"them" is not a setting', '"theme"']),
        ('theme = "drak"', ['"theme" must be one of "dark", "light"', 'nearest is "dark"']),
        ("theme = 7", ['"theme" must be one of', "7"]),
        ("user = 7", ['"user" must be a text']),
        ('user = " "', ['"user" must be a text that is not empty']),
        ("theme =\n", ["not TOML", "line 1"]),
        ("keys = 3", ['"keys" must be a table']),
        ('[keys]\n"table.srot" = "o"', ['"table.srot"', 'nearest is "table.sort"']),
        ('[keys]\n"table.sort" = "ctrk+o"', ['"ctrk+o" is not a key', "ctrl+o"]),
        ('[keys]\n"table.sort" = "pagdown"', ['nearest is "pagedown"']),
        ('[keys]\n"table.sort" = "ctrl+m"', ["the same as enter"]),
        ('[keys]\n"table.sort" = 5', ["give a key such as"]),
        ('[keys]\n"table.sort" = "j"', ["already the key of", "pane.down"]),
        ('[keys]\n"opportunities.new" = "ctrl+q"', ["app.quit"]),
        ('[keys]\n"opportunities.new" = "s"', ["table.sort"]),
        ('[keys]\n"app.quit" = []', ["quit needs a key"]),
        ('[keys]\n"app.help" = ""', ["needs a key"]),
    ],
)
def test_what_is_wrong_is_named_with_file_key_and_the_nearest(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "config.toml"))
    for word in words:
        assert word in message, message


def test_keys_can_change_places(tmp_path: Path) -> None:
    found = load(tmp_path, '[keys]\n"table.sort" = "v"\n"list.choose_view" = "s"')
    assert found.keys == {"table.sort": ("v",), "list.choose_view": ("s",)}


def test_a_key_may_mean_something_else_on_another_screen(tmp_path: Path) -> None:
    assert load(tmp_path, '[keys]\n"confirm.yes" = "v"').keys == {"confirm.yes": ("v",)}


def test_keys_can_be_taken_away_and_spelled_as_people_do(tmp_path: Path) -> None:
    found = load(
        tmp_path, '[keys]\n"table.sort" = []\n"record.save" = ["Ctrl+S", "shift+w", "f6", "alt+x", "Del"]'
    )
    assert found.keys == {"table.sort": (), "record.save": ("ctrl+s", "W", "f6", "alt+x", "delete")}


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="not UTF-8"):
        settings.load(file)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="can't be read"):
        settings.load(tmp_path)


def test_the_environment_names_the_file(isolated: Path) -> None:
    (isolated / "config.toml").write_text('theme = "light"')
    assert settings.load().theme == "light"


def test_writing_keeps_comments_order_and_everything_else(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "config.toml"
    file.parent.mkdir()
    file.write_text('# mine\nuser = "Mina"   # me\n\ntheme = "dark"\n[keys]\n"table.sort" = "J"\n')
    settings.write("theme", "light", file)
    assert file.read_text() == (
        '# mine\nuser = "Mina"   # me\n\ntheme = "light"\n[keys]\n"table.sort" = "J"\n'
    )
    assert list(file.parent.iterdir()) == [file]


def test_writing_makes_the_file_and_refuses_nonsense(tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.toml"
    settings.write("theme", "light", file)
    assert settings.load(file).theme == "light"
    with pytest.raises(SettingsError):
        settings.write("theme", "pink", file)
    assert settings.load(file).theme == "light"


def test_writing_leaves_a_damaged_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("theme = ")
    with pytest.raises(SettingsError):
        settings.write("theme", "light", file)
    assert file.read_text() == "theme = "


def test_a_mail_server_is_read(tmp_path: Path) -> None:
    found = load(tmp_path, '[mail]\nhost = "smtp.x.example"\nuser = "mina"\ntimeout = 9\n')
    assert found.mail == MailServer(host="smtp.x.example", user="mina", timeout=9)
    assert found.mail.to_port == 587
    assert MailServer(host="x", security="tls").to_port == 465
    assert MailServer(host="x", port=2525).to_port == 2525


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mail = 3", ['"mail" must be a table']),
        ("[mail]", ['in [mail], "host" is needed']),
        ('[mail]\nhots = "x"', ["in [mail]", '"hots" is not a setting', 'nearest is "host"']),
        ('[mail]\nhost = ""', ["in [mail]", '"host" must be a text that is not empty']),
        ('[mail]\nhost = "x"\nport = "25"', ['"port" must be a number from 1 to 65535, not "25"']),
        ('[mail]\nhost = "x"\nfrom_name = "M\\nBcc: e"', ['"from_name" must be on one line']),
        ('[mail]\nhost = "x"\nfrom_address = "m@x\\n"', ['"from_address" must be on one line']),
        ('[mail]\nhost = "x"\nport = true', ['"port" must be a number']),
        ('[mail]\nhost = "x"\ntimeout = 0', ['"timeout" must be a number from 1 to 600']),
        ('[mail]\nhost = "x"\nsecurity = "ssl"', ['"security" must be one of "starttls", "tls", "none"']),
        ('[mail]\nhost = "x"\npassword = "secret"', ["does not belong into this file", "mail-password"]),
        ('[mail]\nhost = "x"\nuser = "m"\nsecurity = "none"', ["would go to x unprotected"]),
    ],
)
def test_what_is_wrong_with_a_mail_server_is_named(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    for word in words:
        assert word in str(caught.value), str(caught.value)
    assert "secret" not in str(caught.value)
