"""The user's settings: config.toml, typed and strict, each key with the words that document it."""

import os
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from salestui import keymap
from salestui.errors import SalesError, nearest
from salestui.exchange.mail_server import MailServer
from salestui.home import at_home
from salestui.safe_text import one_line

ENVIRONMENT = "SALESTUI_CONFIG"
"""The environment variable that names another settings file."""


class SettingsError(SalesError):
    """The settings file can't be used. The message names the file, the key and the nearest valid key."""


def _setting(default: Any, doc: str) -> Any:
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True)
class Settings:
    """What config.toml holds; each key is documented where it is declared, and from there in docs/."""

    user: str | None = _setting(
        None, "Who you are: the name that owns what you make. Without it, your name on this computer."
    )
    theme: Literal["dark", "light"] = _setting("dark", "The colours of the screens.")
    signs: Literal["unicode", "ascii"] = _setting(
        "unicode",
        "`ascii` draws `> * o x` instead of signs such as `▌ ◆ ○ ●`, for terminals that show those two cells "
        "wide (Chinese, Japanese and Korean set-ups) or not at all. It replaces them in your data on screen "
        "too, so that columns stay in line; what is stored does not change.",
    )
    date_format: Literal["day-month", "month-day", "iso"] = _setting(
        "day-month",
        "How dates are shown and read: `day-month` is `04 Dec` and reads 12/1 as 12 January, `month-day` is "
        "`Dec 04` and reads 12/1 as December 1, `iso` is `2026-12-04` and reads 12/1 as December 1.",
    )
    week_start: Literal["monday", "saturday", "sunday"] = _setting(
        "monday", "The day that views such as this week begin with."
    )
    mail: MailServer | None = field(
        default=None,
        metadata={
            "doc": "The server that sends your mail: a table with the keys below. Without it, what you send "
            "waits in the outbox."
        },
    )
    keys: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata={
            "doc": "Your own keys: an action's name and a key, or a list of keys; an empty list takes its "
            "keys away. The names are in keys.md. A key that something else uses at the same time is refused."
        },
    )


def path() -> Path:
    """Where the settings file is: $SALESTUI_CONFIG, else config.toml in the user's settings folder."""
    if named := os.environ.get(ENVIRONMENT):
        return at_home(named)
    from platformdirs import user_config_path

    return user_config_path("salestui", appauthor=False) / "config.toml"


def load(file: Path | None = None) -> Settings:
    """The settings in `file` (default: `path()`); without a file, the defaults. Raises SettingsError."""
    file = file or path()
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: the settings can't be read ({_words(error)}).") from error
    import tomllib

    try:
        return _checked(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: this is not TOML: {error}.") from error
    except SettingsError as error:
        raise SettingsError(f"{file}: {error}") from None


def _words(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    return (error.strerror or str(error)).lower()


def _checked(values: dict[str, Any]) -> Settings:
    plain = {name: value for name, value in values.items() if name not in ("keys", "mail")}
    _check_all(plain, Settings)
    return Settings(**plain, mail=_mail(values.get("mail")), keys=_keys(values.get("keys", {})))


def _check_all(values: dict[str, Any], kind: type[Settings] | type[MailServer]) -> None:
    hints = get_type_hints(kind)
    for name, value in values.items():
        if name not in hints:
            raise SettingsError(f'"{name}" is not a setting; the nearest is "{nearest(name, hints)}".')
        _check(name, value, hints[name])


def _keys(table: object) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        raise SettingsError('"keys" must be a table: [keys], then lines such as "table.sort" = "o".')
    try:
        return keymap.rebind(_flat(table))
    except keymap.KeysError as error:
        raise SettingsError(f'in [keys], "{error.key}": {error}') from None


def _mail(table: object) -> MailServer | None:
    if table is None:
        return None
    if not isinstance(table, dict):
        raise SettingsError('"mail" must be a table: [mail], then lines such as host = "smtp.example.com".')
    try:
        if any("password" in name.lower() for name in table):
            raise SettingsError(
                "the password does not belong into this file: `salestui mail-password` puts it into the "
                "keyring of the system, or the environment variable SALESTUI_SMTP_PASSWORD holds it."
            )
        _check_all(table, MailServer)
        if "host" not in table:
            raise SettingsError('"host" is needed: the name of the server that takes outgoing mail.')
        if table.get("user") and table.get("security") == "none" and table["host"] not in _THIS_COMPUTER:
            raise SettingsError(
                f'"security" is none: the password would go to {table["host"]} unprotected. '
                'Take "starttls" or "tls".'
            )
    except SettingsError as error:
        raise SettingsError(f"in [mail], {error}") from None
    return MailServer(**table)


_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
_RANGES = {"port": (1, 65535), "timeout": (1, 600)}


def _check(name: str, value: object, hint: Any) -> None:
    if name in _RANGES:
        low, high = _RANGES[name]
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise SettingsError(f'"{name}" must be a number from {low} to {high}, not {_shown(value)}.')
    elif get_origin(hint) is Literal:
        valid = get_args(hint)
        if value not in valid:
            choices = ", ".join(f'"{choice}"' for choice in valid)
            raise SettingsError(
                f'"{name}" must be one of {choices}; {_shown(value)} is none of them'
                + (f', the nearest is "{nearest(value, valid)}".' if isinstance(value, str) else ".")
            )
    elif not isinstance(value, str) or not value.strip():
        raise SettingsError(f'"{name}" must be a text that is not empty, not {_shown(value)}.')
    elif one_line(value) != value:
        raise SettingsError(
            f'"{name}" must be on one line, without a line break or control character: "{one_line(value)}".'
        )


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """{"table": {"sort": "o"}}, which is how TOML reads `table.sort = "o"`, as {"table.sort": "o"}."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{name}."))
        else:
            flat[prefix + name] = value
    return flat


def write(name: str, value: str, file: Path | None = None) -> None:
    """Set one key in the file, keeping its comments and order. Raises SettingsError, the file untouched."""
    import tomlkit

    file = file or path()
    load(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        document = tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
        _checked({name: value})
        document[name] = value
        fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
        fresh.write_text(tomlkit.dumps(document), encoding="utf-8")
        fresh.replace(file)
    except OSError as error:
        raise SettingsError(f"{file}: the settings can't be written ({_words(error)}).") from error


def page() -> str:
    """docs/configuration.md."""
    lines = [
        "# Settings",
        "",
        "<!-- Made by `python -m salestui.settings`; change salestui/settings.py instead. -->",
        "",
        "Settings are in `config.toml`, which you make when you need it. `salestui info` says where it",
        f"belongs; `{ENVIRONMENT}` names another file. A setting that does not exist, or a value that does",
        "not fit, stops the start with a message that names the file, the key and the nearest valid one.",
        "",
    ]
    for setting in fields(Settings):
        lines += [f"## {setting.name}", "", setting.metadata["doc"], "", *_page_facts(setting), ""]
    return "\n".join(lines)


def _page_facts(setting: "Field[Any]") -> list[str]:
    if setting.name == "keys":
        return ["```toml", "[keys]", '"table.sort" = "o"', '"opportunities.new" = ["n", "f2"]', "```"]
    if setting.name == "mail":
        return _page_mail()
    return [_page_value(setting, Settings)]


def _page_mail() -> list[str]:
    lines = ["```toml", "[mail]", 'host = "smtp.example.com"', 'user = "rosa"', "```", ""]
    lines += ["| Key | What | Value |", "|---|---|---|"]
    for setting in fields(MailServer):
        value = _page_value(setting, MailServer)
        lines.append(f"| `{setting.name}` | {setting.metadata['doc']} | {value} |")
    return lines


def _page_value(setting: "Field[Any]", kind: type[Settings] | type[MailServer]) -> str:
    hint = get_type_hints(kind)[setting.name]
    if get_origin(hint) is Literal:
        value = ", ".join(f"`{choice}`" for choice in get_args(hint))
    else:
        value = "a number" if setting.name in _RANGES else "text"
    if setting.default is MISSING:
        return f"Value: {value}."
    default = f"`{setting.default}`" if setting.default is not None else "none"
    return f"Value: {value}. Default: {default}."


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
