"""
Reads exports with the readers of their formats, and says where a text did not come back as text. Nothing of ConvCanvas is
in here.

    read-texts.py < [{"title", "format", "bytes" (base64), "expected": [...], "plain"}, ...]

prints a list of complaints as JSON; an empty one where all is well.
"""

import ast
import base64
import csv
import io
import json
import re
import sys
import tokenize
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile


class Complaint(Exception):
    pass


def require(condition, message):
    if not condition:
        raise Complaint(message)


def seen(text, lines="\n"):
    """Nothing that can't be seen, or would do something, but the ends of lines."""
    for letter in text:
        kind = unicodedata.category(letter)
        joiner = letter in "\u200c\u200d"
        hidden = kind in ("Cc", "Zl", "Zp", "Cs") or (kind == "Cf" and not joiner)
        require(letter in lines or not hidden, f"holds {letter!r}")
    return text


class Shape(ast.NodeTransformer):
    """The program without the names and texts that a user chooses."""

    def visit_keyword(self, node):
        self.generic_visit(node)
        node.arg = node.arg if node.arg in PYTHON_ARGUMENTS else "_"
        return node

    def visit_Constant(self, node):
        return ast.Constant("_") if isinstance(node.value, str) else node

    def visit_Name(self, node):
        return ast.Name("_", node.ctx)

    def visit_Attribute(self, node):
        self.generic_visit(node)
        own = isinstance(node.value, ast.Name) and node.value.id == "_"
        node.attr = "_" if own else node.attr
        return node

    def visit_arg(self, node):
        node.arg = "_"
        return node

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        node.name = "_"
        return node

    def visit_ClassDef(self, node):
        self.generic_visit(node)
        node.name = "_"
        return node

    def visit_Call(self, node):
        # Keras takes some names and not others; those stand in comments.
        node.keywords = [each for each in node.keywords if each.arg != "name"]
        self.generic_visit(node)
        return node


PYTHON_ARGUMENTS = {"padding", "kernel_size", "bias", "shape", "activation", "units", "filters"}


def shape_of(tree):
    return ast.dump(Shape().visit(tree))


def python(data, expected, plain):
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    require(encoding == "utf-8", f"is read as {encoding}")
    tree = ast.parse(data)
    require(shape_of(tree) == shape_of(ast.parse(plain)), "is another program than with plain names")
    seen(data.decode("utf-8"))
    comments = [token.string for token in tokenize.tokenize(io.BytesIO(data).readline) if token.type == tokenize.COMMENT]
    name = expected[0] if len(expected[0]) <= 160 else None
    require(comments[0] == "# -*- coding: utf-8 -*-", "begins otherwise")
    if name is not None:
        require(comments[1].startswith(f"# {name}: "), f"does not have the name: {comments[1]!r}")


def svg(data, expected, _):
    root = ElementTree.fromstring(data)
    tags = {element.tag.split("}")[1] for element in root.iter()}
    require(tags <= {"svg", "title", "text", "path", "rect"}, f"has the elements {sorted(tags)}")
    texts = [element.text or "" for element in root.iter() if element.tag.split("}")[1] in ("title", "text")]
    require(texts == expected, f"says {texts!r} instead of {expected!r}")
    seen(data.decode("utf-8"))
    for element in root.iter():
        for attribute in element.attrib:
            require("href" not in attribute and not attribute.startswith("on"), f"has {attribute}")


def json_file(data, expected, _):
    value = json.loads(data)
    seen(data.decode("utf-8"))
    if not expected:
        return
    wanted = json.loads(expected[0])
    for key in ("name", "description", "notes", "groups"):
        require(value[key] == wanted[key], f"has another {key}")
    names = lambda nodes: [node["name"] for node in nodes]
    require(names(value["nodes"]) == names(wanted["nodes"]), "has other names")
    unit, other = value["definitions"]["unit"], wanted["definitions"]["unit"]
    for key in ("name", "params", "inputs", "outputs"):
        require(unit[key] == other[key], f"has another {key} of its block")


def formula_free(cell):
    require(not re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell), f"would run {cell!r}")


def csv_file(data, expected, _):
    text = data.decode("utf-8")
    seen(text, "\r\n")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    require(all(len(row) == 8 for row in rows), "has rows of another width")
    for row in rows:
        for cell in row:
            formula_free(cell)
    # The first row says what the columns are, the last is the total.
    names = [row[0] for row in rows[1:-1]]
    wanted = ["'" + name if re.match(r"\s*[=+\-@]", name) else name for name in expected]
    require(names == wanted, f"says {names!r} instead of {wanted!r}")


def unescaped(cell):
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", cell)
    require(not re.search(r"[`*<>\[\]|~\\&]|https?://|\bwww\.", bare), f"has markup: {cell!r}")
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", cell)


def markdown(data, expected, _):
    text = seen(data.decode("utf-8"))
    widths, names = [], []
    for line in text.rstrip("\n").split("\n"):
        if not line.startswith("| "):
            widths = []
            unescaped(line.removeprefix("# ").removeprefix("- "))
            continue
        require(line.endswith(" |"), f"has the line {line!r}")
        parts = split_row(line)
        widths.append(len(parts))
        require(widths[0] == len(parts), f"has a row of {len(parts)} cells, not {widths[0]}")
        names.append(unescaped(parts[0]))
    if expected:
        found = [name.strip() for name in names[2:-1]]
        wanted = [name.strip() for name in expected]
        require(found == wanted, f"says {found!r} instead of {wanted!r}")


def split_row(line):
    """Cells of a row; a backslash takes the sign after it."""
    cells, cell, at = [], "", 2
    while at < len(line):
        if line[at] == "\\":
            cell += line[at : at + 2]
            at += 2
            continue
        if line[at] == "|":
            cells.append(cell[:-1])
            cell = ""
            at += 2
            continue
        cell += line[at]
        at += 1
    return cells


def plain_file(data, expected, _):
    text = seen(data.decode("utf-8"))
    at = 0
    for name in expected:
        found = text.find(name.rstrip(), at)
        require(found >= 0, f"lacks {name!r}")
        at = found


def tfjs(data, expected, _):
    archive = zipfile.ZipFile(io.BytesIO(data))
    require(archive.testzip() is None, "is a damaged archive")
    classes = json.loads(expected[0])
    for name in ("model.json", "preprocessing.json"):
        value = json.loads(archive.read(name))
        found = value.get("userDefinedMetadata", value)["classNames"]
        require(found == classes, f"has other classes in {name}: {found!r}")
    layers = json.loads(archive.read("model.json"))["modelTopology"]["config"]["layers"]
    require(all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", layer["name"]) for layer in layers), "has other names")
    lines = seen(archive.read("README.txt").decode("utf-8")).split("\n")
    for line in expected[1:]:
        require(line in lines, f"lacks the line {line!r}")


def model(data, expected, _):
    archive = zipfile.ZipFile(io.BytesIO(data))
    require(archive.testzip() is None, "is a damaged archive")
    wanted = json.loads(expected[0])
    texts = [json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")]
    strings = set()

    def gather(value):
        if isinstance(value, str):
            strings.add(value)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            gather(inner)

    gather(texts)
    for text in [*wanted["classNames"], wanted["run"], wanted["name"]]:
        require(text in strings, f"lacks {text!r}")


READERS = {
    "python": python,
    "svg": svg,
    "json": json_file,
    "csv": csv_file,
    "markdown": markdown,
    "plain": plain_file,
    "tfjs": tfjs,
    "model": model,
}


def main():
    complaints = []
    for task in json.load(sys.stdin):
        try:
            READERS[task["format"]](base64.b64decode(task["bytes"]), task["expected"], task.get("plain"))
        except Exception as error:
            complaints.append(f"{task['title']} ({task['format']}): {type(error).__name__}: {error}")
    json.dump(complaints, sys.stdout)


main()
