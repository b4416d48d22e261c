"""The line items of an opportunity as a table, and what they come to."""

from decimal import Decimal
from functools import partial

from salestui import formats
from salestui.lifecycle.shapes import Line as LineItem
from salestui.lifecycle.shapes import LineItems
from salestui.widgets.painting import RIGHT_MARGIN, Line, Piece, Pieces, cells, chips, fit
from salestui.widgets.pane import Empty, Entry, Item, Pane, Section, Words
from salestui.widgets.table_pane import Column, TablePane, TableRow

NONE: Piece = ("–", "muted")
_ONE_LINE_HEAD, _BOTH_METHODS = 90, 52


def amount(value: Decimal | None, decimals: int, role: str = "text") -> Piece:
    """An amount without its currency; a dash for none and for nothing."""
    if not value:
        return NONE
    return formats.money(formats.stored_money(value), "", decimals), role


class LineItemsPane(TablePane):
    """The lines with price list and revenue method above them."""

    columns = (
        Column("number", "", "right", told=""),
        Column("product", "Product", least=18),
        Column("unit", "Unit", drop=1),
        Column("pricing", "Pricing", drop=1),
        Column("price", "Price", "right", drop=2, told="{} each"),
        Column("quantity", "Qty", "right"),
        Column("volume", "Vol.disc", "right", drop=1, told="volume discount {}"),
        Column("discount", "Discount", "right", drop=2, told="discount {}"),
        Column("tax", "Tax", "right", drop=2, told="tax {}"),
        Column("extended", "Extended", "right"),
    )

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("line items", empty=Empty("No line items yet."), id=id, classes=classes)
        self._shown: LineItems | None = None

    later = "line items"

    def fill_items(self, items: LineItems, *, with_totals: bool = False) -> None:
        """Show these lines, and below them what they come to where there is no pane for that."""
        self._shown = items
        totals = [Section("totals", role="muted"), *_totals(items)] if with_totals and items.lines else []
        self.fill([_row(number, line, items.decimals) for number, line in enumerate(items.lines, 1)], totals)

    def header(self) -> list[Line]:
        """Title, price list and revenue method; then the head of the table."""
        lines = super().header()
        if self._shown is None:
            return lines
        room = self.size.width - self.indent - RIGHT_MARGIN
        method = _method(self._shown.is_system_calculated, room)
        if not self.title:
            return [Line(_price_list(self._shown), method), Line(), *lines]
        title, *rest = lines
        if room >= _ONE_LINE_HEAD:
            return [Line([*title.left, ("     ", "text"), *_price_list(self._shown)], method), *rest]
        return [Line(title.left, method), Line(_price_list(self._shown)), *rest]


def _totals(items: LineItems) -> list[Entry]:
    of, places = items.totals, items.decimals
    by_percentage = of.total_discount_amount - of.line_item_discount_amount - (of.discount_amount or 0)
    percentage = f"{formats.number(of.discount_percentage or Decimal(0))} %"
    rows: list[Entry] = [
        _total("detail_amount", "Detail amount", [amount(of.detail_amount, places, "secondary")]),
        _total(
            "discount_percentage",
            "Discount",
            [(percentage, "text"), (fit(_minus(by_percentage, places)[0], 15, "right"), "secondary")],
        ),
        _total("discount_amount", "Discount amount", [_minus(of.discount_amount, places)]),
        _total(
            "pre_freight_amount", "Pre-freight amount", [amount(of.pre_freight_amount, places, "secondary")]
        ),
        _total("freight_amount", "Freight", [amount(of.freight_amount, places)]),
        _total("total_tax", "Tax", [amount(of.total_tax, places, "secondary")]),
        Words([Line(rule=True)]),
    ]
    return [*rows, Item("total_amount", partial(_total_amount, items))]


class TotalsPane(Pane):
    """What the lines come to."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("totals", id=id, classes=classes)

    def fill_totals(self, items: LineItems) -> None:
        """Show these totals; how many there are says nothing."""
        self.show(_totals(items))
        self.count = None

    def why_not(self, action_id: str) -> str | None:
        """The totals are nothing to open."""
        return "totals are edited in the summary" if action_id == "pane.open" else super().why_not(action_id)


def _total(key: str, label: str, right: Pieces) -> Item:
    return Item(key, [Line([(label, "muted")], right)])


def _total_amount(items: LineItems, room: int) -> list[Line]:
    total = formats.stored_money(items.totals.total_amount)
    sign, digits = formats.money_parts(total, items.symbol, items.decimals)
    left: list[Piece] = [("Total amount", "text bold")]
    same = (" = est. revenue", "muted")
    if items.is_system_calculated and cells([*left, same, (sign, ""), (digits, "")]) + 2 <= room:
        left.append(same)
    return [Line(left, [(sign, "muted"), (digits, "text bold")])]


def _minus(value: Decimal | None, places: int) -> Piece:
    return amount(-value if value else None, places)


def _row(number: int, line: LineItem, places: int) -> TableRow:
    own_price = "secondary" if line.pricing == "Default" else "text"
    return TableRow(
        line.id.hex,
        {
            "number": (str(number), "muted"),
            "product": (line.name, "text"),
            "unit": (line.unit or "–", "secondary"),
            "pricing": (line.pricing, "text" if line.pricing == "Override" else "secondary"),
            "price": amount(line.price_per_unit, places, own_price),
            "quantity": (formats.number(line.quantity), "text"),
            "volume": amount(line.volume_discount, places, "secondary"),
            "discount": amount(line.manual_discount, places),
            "tax": amount(line.tax, places),
            "extended": amount(line.extended_amount, places),
        },
        [(f"! {line.problem}", "warning bold")] if line.problem else (),
    )


def _price_list(items: LineItems) -> Pieces:
    if items.price_list is None:
        return [("No price list, ", "muted"), (items.currency, "text")]
    return [("Price list ", "muted"), (f"{items.price_list}, {items.currency}", "text")]


def _method(is_system_calculated: bool, room: int) -> Pieces:
    words = ["User provided", "System calculated"]
    words[is_system_calculated] = f"● {words[is_system_calculated]}"
    chosen = [chips([(word, None)], int(at == is_system_calculated) - 1) for at, word in enumerate(words)]
    both: Pieces = [*chosen[0], *chosen[1]]
    if room >= _ONE_LINE_HEAD:
        return [("Est. revenue  ", "muted"), *both]
    return both if room >= _BOTH_METHODS else chosen[is_system_calculated]
