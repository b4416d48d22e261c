"""A key that does nothing is a defect: whoever binds an action of the registry can do it."""

import pkgutil
from importlib import import_module

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import salestui.screens
import salestui.widgets
from salestui import actions


def classes() -> list[type[DOMNode]]:
    names = ["salestui.app"]
    for package in (salestui.screens, salestui.widgets):
        names += [f"{package.__name__}.{module.name}" for module in pkgutil.iter_modules(package.__path__)]
    found = []
    for name in names:
        found += [
            one
            for one in vars(import_module(name)).values()
            if isinstance(one, type) and issubclass(one, DOMNode) and one.__module__ == name
        ]
    return found


@pytest.mark.parametrize("node", classes(), ids=lambda node: node.__name__)
def test_what_is_bound_is_done(node: type[DOMNode]) -> None:
    for binding in vars(node).get("BINDINGS", ()):
        if isinstance(binding, Binding) and binding.id is not None:
            call = actions.BY_ID[binding.id].call.partition("(")[0]
            target, _, verb = call.rpartition(".")
            doer = import_module("salestui.app").SalesApp if target == "app" else node
            assert hasattr(doer, f"action_{verb}"), (
                f"{node.__name__} binds {binding.id} and has no action_{verb}"
            )
