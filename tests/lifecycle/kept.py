"""Views as the file keeps those that people save."""

import json
from dataclasses import asdict
from typing import Any

from salestui.lifecycle.views import AllGroup, AnyGroup, Condition, Linked, Part, View


def to_json(view: View) -> str:
    """What saved_view.definition holds, which `views.from_json` reads."""
    definition = asdict(view)
    for name in ("key", "table", "name", "personal", "extra"):
        del definition[name]
    definition["where"] = [_to_plain(part) for part in view.where]
    return json.dumps(definition, ensure_ascii=False)


def _to_plain(part: Part) -> dict[str, Any]:
    match part:
        case Condition(field, operator, value):
            return {"field": field, "operator": operator, "value": value}
        case AnyGroup(parts):
            return {"any": [_to_plain(one) for one in parts]}
        case AllGroup(parts):
            return {"all": [_to_plain(one) for one in parts]}
        case Linked(table, link, parts, absent, field):
            where = [_to_plain(one) for one in parts]
            return {"linked": table, "link": link, "where": where, "absent": absent, "field": field}
