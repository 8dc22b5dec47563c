"""Which of the addon's tests a word means, as tags for Odoo's test runner.

Odoo selects whole names only, so the words are looked for in the source.
"""

import ast

from . import places


def tags(word):
    """Tags without sign, as /hate_case_mgmt:TestClass.test_method.

    A file or a class is meant by its name, a method by its own; case does not matter.
    """
    word = word.lower()
    found = []
    for path in sorted((places.PROJECT / places.ADDON / "tests").glob("test_*.py")):
        whole_file = word in path.stem.lower()
        tree = ast.parse(path.read_text(), str(path))
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                found += _tags_in(node, word, whole_file)
    return [f"/{places.ADDON}{tag}" for tag in found]


def _tags_in(node, word, whole_file):
    methods = [
        item.name
        for item in node.body
        if isinstance(item, ast.FunctionDef) and item.name.startswith("test")
    ]
    if whole_file or word in node.name.lower():
        return [f":{node.name}"] if methods else []
    return [f":{node.name}.{name}" for name in methods if word in name.lower()]
