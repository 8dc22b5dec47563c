"""Rules of the house that can be read off the source."""

import ast
import re
import xml.etree.ElementTree as ET

import pytest

from tools import places

ADDON = places.PROJECT / places.ADDON
LINES_ABOVE = 4
CODE = [path for path in ADDON.rglob("*.py") if "tests" not in path.parts]
VIEWS = [
    path
    for folder in ("views", "wizards", "reports", "data")
    for path in (ADDON / folder).rglob("*.xml")
]
SHOWN = {"string", "help", "placeholder", "title", "confirm", "name", "aria-label"}


def id_of(path):
    return str(path.relative_to(ADDON))


@pytest.mark.parametrize("path", CODE, ids=id_of)
def test_each_sudo_has_its_reason_beside_it(path):
    """In the statement that takes superuser's rights, or right above it."""
    text = path.read_text()
    lines, tree = text.splitlines(), ast.parse(text)
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    for call in ast.walk(tree):
        if takes_all_rights(call):
            around = [s for s in statements if s.lineno <= call.lineno <= s.end_lineno]
            begins = max(statement.lineno for statement in around)
            beside = lines[max(0, begins - 1 - LINES_ABOVE) : call.end_lineno]
            assert any("# sudo:" in line for line in beside), f"line {call.lineno}"


def takes_all_rights(node):
    """Whether this is a call of sudo() that is not the way back, as sudo(False)."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "sudo"
        and not node.args
    )


@pytest.mark.parametrize("path", CODE, ids=id_of)
def test_each_model_of_ours_says_what_it_is(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef) and "_name" in assigned(node):
            assert ast.get_docstring(node), node.name


def assigned(node):
    """Names that a class gives values to."""
    return {
        target.id
        for line in node.body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    }


def shown_texts(path):
    """What people read on screens made by this file."""
    for element in ET.parse(path).iter():
        for attribute, text in element.attrib.items():
            if attribute in SHOWN and " " in text:
                yield text
        if element.text and element.tag in ("p", "h1", "h2", "span", "div", "li"):
            yield element.text


@pytest.mark.parametrize("path", VIEWS, ids=id_of)
def test_words_on_screen_are_calm(path):
    for text in shown_texts(path):
        assert "!" not in text, text
        assert not re.search(r"\bperpetrator", text, re.IGNORECASE), text


def test_no_rule_freezes_a_list_of_ids():
    for path in (ADDON / "security").rglob("*.xml"):
        for field in ET.parse(path).iter("field"):
            if field.get("name") == "domain_force":
                assert not re.search(r"user\.\w+_ids\.ids", field.text), field.text


def test_the_addon_needs_nothing_from_elsewhere():
    manifest = ast.literal_eval((ADDON / "__manifest__.py").read_text())
    # privacy_lookup comes with mail by itself, and is here so that it can be closed
    assert manifest["depends"] == [
        "mail",
        "portal",
        "resource",
        "digest",
        "privacy_lookup",
    ]
    assert "external_dependencies" not in manifest
    assert manifest["license"] == "LGPL-3"
    assert manifest["application"] is True
    assert manifest["version"].startswith("19.0.1.")
