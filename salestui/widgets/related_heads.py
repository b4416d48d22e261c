"""What the heads of accounts, contacts and competitors say: whose they are, and what their deals come to."""

from functools import partial

from salestui import formats
from salestui.lifecycle.competitors import Fared
from salestui.lifecycle.related import Deals, Total
from salestui.lifecycle.shapes import FieldedRecord
from salestui.widgets.painting import Piece, Pieces, cut
from salestui.widgets.record_header import Figure, Head


def account_head(record: FieldedRecord, deals: Deals, sign: str) -> Head:
    """An account: industry and place; open, won and lost."""
    return Head(record.name, partial(_below, record, account_words(record)), partial(_deals, deals, sign))


def contact_head(record: FieldedRecord, deals: Deals, sign: str) -> Head:
    """A contact: job title and account; open, won and lost."""
    return Head(record.name, partial(_below, record, contact_words(record)), partial(_deals, deals, sign))


def competitor_head(record: FieldedRecord, fared: Fared, sign: str) -> Head:
    """A competitor: product and website; the win rate first."""
    return Head(record.name, partial(_below, record, competitor_words(record)), partial(_fared, fared, sign))


def account_words(record: FieldedRecord) -> list[str]:
    """What tells an account apart: industry, city, country."""
    return _texts(record, "industry", "city", "country")


def contact_words(record: FieldedRecord) -> list[str]:
    """What tells a contact apart: job title and account."""
    return _texts(record, "job_title", "account")


def competitor_words(record: FieldedRecord) -> list[str]:
    """What tells a competitor apart: its product and website."""
    return _texts(record, "key_product", "website")


def words_of(record: FieldedRecord) -> list[str]:
    """What tells a record of any of the three apart."""
    known = {"account": account_words, "contact": contact_words, "competitor": competitor_words}
    return known[record.table](record)


def _texts(record: FieldedRecord, *names: str) -> list[str]:
    held = (record.fields[name] for name in names)
    texts = (one.name or getattr(one.value, "label", one.value) for one in held)
    return [str(text) for text in texts if text]


def _below(record: FieldedRecord, texts: list[str], width: int) -> Pieces:
    pieces: list[Piece] = []
    for text in texts:
        pieces += [(" · ", "muted")] if pieces else []
        pieces.append((text, "secondary"))
    owner = next(
        (record.fields[name].name for name in ("owner_user", "owner_team") if _owned(record, name)), None
    )
    if owner and width >= 100:
        pieces += [(" · owner " if pieces else "owner ", "muted"), (owner, "secondary")]
    return pieces


def _owned(record: FieldedRecord, name: str) -> bool:
    return name in record.fields and record.fields[name].value is not None


def _figure(total: Total, sign: str, word: str) -> Figure:
    amount = formats.money(formats.stored_money(total.amount), sign)
    return (cut(amount, 24), "text bold"), (f"{total.count:,} {word}", "muted")


def _deals(deals: Deals, sign: str, room: int) -> list[Figure]:
    found = [_figure(deals.open, sign, "open"), _figure(deals.won, sign, "won")]
    return [*found, _figure(deals.lost, sign, "lost")] if room >= 62 else found[:1] if room < 50 else found


def _fared(fared: Fared, sign: str, room: int) -> list[Figure]:
    rate = "–" if fared.win_rate is None else formats.percent(fared.win_rate)
    closed = f"won of {fared.closed:,} closed" if fared.closed else "nothing closed yet"
    found: list[Figure] = [((rate, "text bold"), (closed, "muted"))]
    if room >= 62:
        found += [_figure(fared.won, sign, "won"), _figure(fared.open, sign, "open")]
    return found
