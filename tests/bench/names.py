"""Words that the generator makes topics and names of."""


def _split(words: str, separator: str = " ") -> tuple[str, ...]:
    return tuple(words.split(separator))


FIRST = _split(
    "Adventure Alpine Amber Baldwin Bellows Best Blue Boulder Bright Cascade Cedar City Coho Consolidated"
    " Contoso Copper Cronus Eastern Fabrikam First Fourth Global Golden Graphic Harbour Humongous Island "
    "Lakes Litware Lucerne Margie Meridian Munson Nod Northern Northwind Olympia Pacific Parnell Phone "
    "Proseware Relecloud River School Silver Southridge Summit Tailspin Trey VanArsdel Victoria Wide "
    "Wingtip Woodgrove Ängelholm Łódź Évora Zürich 東京 Ωmega",
)
SECOND = _split(
    "Airlines Analytics Bakery Bank Books Bottling Brewery Builders Cargo Chemicals Clinics Coffee "
    "College Dairy Design Energy Engineering Estates Farms Foods Foundry Freight Furniture Games Glass "
    "Grocers Health Hotels Imports Instruments Insurance Labs Leasing Logistics Lumber Machines Media "
    "Mills Motors Networks Optics Orchards Paints Paper Pharma Pickles Plastics Power Press Railways "
    "Research Retail Robotics Seeds Shipping Software Sports Steel Studios Systems Telecom Textiles Tools"
    " Toys Travel Utilities Video Vineyard Water Wines Works",
)
SUFFIX = _split("||| Inc| Ltd| GmbH| Group| & Sons| Holdings| Europe| Asia| [EMEA]", "|")

GIVEN = _split(
    "Ana Ben Carla David Elif Fatima Georg Hana Ivan Jonas Karin Li Maria Nadia Omar Priya Quentin Rosa "
    "Sven Tomás Uma Viktor Wanda Ximena Yusuf Zoë Anders Bo Chidi Dmitri Emma Françoise Grace Hiro Ines "
    "Jürgen",
)
FAMILY = _split(
    "Adler Bauer Costa Diaz Evans Fischer Garcia Haddad Ivanov Jensen Kim Larsen Meyer Nair Okafor Petrov"
    " Quinn Reyes Silva Tanaka Ueda Varga Weber Xu Yilmaz Zeller Andersson Brown Chen Dubois Eriksen "
    "Ferrari Gupta",
)

THING = _split(
    "Access gates|Archive digitising|Assembly line torque log|Badge readers|Bike rental lockers|Branch "
    "kiosks|Claims intake scanners|Cold-chain sensors|Field tablets|Fleet telematics|Forklift "
    "leasing|Handheld scanners|Harvest labels|Jar line inspection|Label printers|Loyalty terminals|Meter "
    "data gateway|Night-shift support|Packing line vision check|Parcel lockers|Print room upgrade|Returns"
    " portal|Roastery batch tracking|Service desk renewal|Shelf-edge displays|Spare parts contract|Store "
    "Wi-Fi refresh|Studio asset tags|Ticket gates|Tour check-in tablets|Warehouse automation|Workforce "
    "planning|Yard cameras|iPad rollout",
    "|",
)
DETAIL = _split(
    "|, phase 2|, phase 3|, EMEA| add-on| pilot| renewal|, north| 2026| 2027|, all sites|, head office| "
    "extension|, valley station|, 40 stores| framework|, second wave| replacement|, night shift| "
    "consolidation",
    "|",
)

REMARK = _split(
    "They like the trial and want to see it at a second site.|The budget is decided in spring.|Their IT "
    "wants single sign-on first.|Asked for a reference in the same trade.|The old contract runs out in "
    "June.|Send prices for 200 and for 500 units.|Procurement takes over from here.|The decision waits for "
    "the new operations manager.|They compare us with two others.|Delivery before the season is a must.|"
    "Follow up after the fair.|Support in the local language matters to them.",
    "|",
)
"""Sentences of notes."""
