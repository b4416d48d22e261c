"""On the train: a mail is written without a network, waits, and goes out at the next start, once."""

from pathlib import Path

import pytest
from textual.widgets import TextArea

from salestui.exchange.mail_server import MailServer
from salestui.screens.outbox import OutboxScreen
from salestui.settings import Settings
from salestui.widgets.timeline import TimelinePane
from tests.journeys.driver import started
from tests.mail_kit import Postbox, free_port, mail_server
from tests.screens.app import until

TOPIC = "Warehouse automation, phase 2"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
async def test_a_mail_waits_for_the_network_and_goes_once(demo_file: Path, size: tuple[int, int]) -> None:
    away = MailServer(host="localhost", port=free_port(), security="none", from_address="mina@x.example")
    async with started(demo_file, Settings(user="mina", mail=away), size) as person:
        await person.filter(TOPIC)
        await person.do("mail.write")
        await person.write("The plan that I promised")
        await person.do("app.next_pane")
        text = person.app.focused
        assert isinstance(text, TextArea)
        text.text = "Dear Ana,\n\nhere it is.\n"
        await person.do("compose.send")
        assert "localhost can't be reached" in " ".join(person.toasts)
        await person.do("app.outbox")
        outbox = person.app.screen
        assert isinstance(outbox, OutboxScreen)
        assert outbox.current is not None
        assert (outbox.current.subject, outbox.current.state) == ("The plan that I promised", "waiting")
        await person.do("outbox.back", "app.quit")

    postbox = Postbox()
    with mail_server(postbox) as server:
        for _ in range(2):
            async with started(demo_file, Settings(user="mina", mail=server), size) as person:
                await until(person.pilot, lambda: postbox.taken)
                await person.settle()
        assert [str(message["Subject"]) for message in postbox.messages] == ["The plan that I promised"]
        assert postbox.messages[0].get_content().splitlines() == ["Dear Ana,", "", "here it is."]

    async with started(demo_file, Settings(user="mina"), size) as person:
        await person.do("app.outbox")
        outbox = person.app.screen
        assert isinstance(outbox, OutboxScreen)
        [sent] = [row for row in outbox.rows if row.subject == "The plan that I promised"]
        assert (sent.state, sent.attempts, sent.regarding) == ("sent", 1, TOPIC)
        await person.do("outbox.back")
        await person.filter(TOPIC)
        await person.do("pane.open")
        person.record.show_tab("summary" if size[0] > 100 else "timeline")
        await person.settle()
        timeline = person.record.query_one(TimelinePane)
        assert timeline.select(sent.id.hex)
        entry = timeline.current_entry()
        assert entry is not None
        assert (entry.kind, entry.state, entry.status) == ("Mail", "done", "sent to Ana")
        await person.do("app.undo")
        assert "can't be taken back" in " ".join(person.toasts)
