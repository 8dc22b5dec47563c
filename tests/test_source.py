"""Rules of the house that can be read off the source."""

import ast
import re
import xml.etree.ElementTree as ET

import pytest

from tools import places

ADDON = places.PROJECT / places.ADDON
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
def test_each_sudo_has_its_reason(path):
    lines = path.read_text().splitlines()
    for number, line in enumerate(lines):
        if ".sudo()" not in line or line.lstrip().startswith(("#", '"')):
            continue
        above = lines[max(0, number - 10) : number + 1]
        assert any("# sudo:" in text for text in above), f"{path.name}:{number + 1}"


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
    assert manifest["depends"] == ["mail", "portal", "resource", "digest"]
    assert "external_dependencies" not in manifest
    assert manifest["license"] == "LGPL-3"
    assert manifest["application"] is True
    assert manifest["version"].startswith("19.0.1.")
