"""Holds XML against the schemas in tests/schemas, with as much of XML Schema 1.0 as those use: what it does not know in
a schema is an error of the test."""

import re
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as Tree

FOLDER = Path(__file__).parent / "schemas"
XS = "{http://www.w3.org/2001/XMLSchema}"


def _load(path):
    root = Tree.parse(path).getroot()  # noqa: S314  our own
    return root.get("targetNamespace"), {node.get("name"): node for node in root if node.get("name")}


NAMESPACES = [_load(path) for path in sorted(FOLDER.glob("*.xsd"))]
NAMED = {(space, name): node for space, named in NAMESPACES for name, node in named.items()}


def faults(content):
    """What is wrong in an XML document (bytes), each with its place; [] for a valid one."""
    return _of_element(Tree.fromstring(content))  # noqa: S314  our own


def _of_element(found):
    space, _, name = found.tag.removeprefix("{").partition("}")
    declared = NAMED.get((space, name))
    if declared is None or declared.tag != f"{XS}element":
        return [f"{found.tag}: not declared"]
    return _complex(found, declared.find(f"{XS}complexType"), space)


def _complex(found, described, space):
    """Children in their order, each as often as it may be; no words between them and no attributes."""
    left, wrong = list(found), []
    for one in described.find(f"{XS}sequence"):
        taken = _take(left, one, space)
        low, high = int(one.get("minOccurs", 1)), float(one.get("maxOccurs", "1").replace("unbounded", "inf"))
        if not low <= len(taken) <= high:
            wrong.append(f"{found.tag}: {len(taken)} of {one.get('name', 'others')}")
        wrong += [fault for child in taken for fault in _child(child, one, space)]
    words = (found.text or "") + "".join(child.tail or "" for child in found)
    stray = [child.tag for child in left] + [words.strip()] * bool(words.strip()) + list(found.attrib)
    return wrong + [f"{found.tag}: {one!r} has no place here" for one in stray]


def _take(left, one, space):
    assert one.tag in {f"{XS}element", f"{XS}any"}, one.tag
    is_other = one.tag == f"{XS}any"
    taken = []
    while left and (is_other != left[0].tag.startswith(f"{{{space}}}")):
        if not is_other and left[0].tag != f"{{{space}}}{one.get('name')}":
            break
        taken.append(left.pop(0))
    return taken


def _child(child, one, space):
    if one.tag == f"{XS}any":
        return _of_element(child)
    described = NAMED[space, one.get("type")]
    if described.tag == f"{XS}complexType":
        return _complex(child, described, space)
    stray = [*child, *child.attrib]
    return [f"{child.tag}: {child.text!r}"] if stray or not _is_simple(child.text or "", described) else []


def _is_simple(words, described):
    [rule] = described
    if rule.tag == f"{XS}union":
        return any(BUILT_IN[base](words) for base in rule.get("memberTypes").split())
    assert rule.tag == f"{XS}restriction", rule.tag
    return BUILT_IN[rule.get("base")](words) and all(
        FACETS[facet.tag.removeprefix(XS)](words, facet.get("value")) for facet in rule
    )


def _reads(read, pattern):
    def check(words):
        try:
            return bool(re.fullmatch(pattern, words) and read(words))
        except ValueError:
            return False

    return check


DAY, CLOCK = r"\d{4}-\d\d-\d\d", r"T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"
BUILT_IN = {
    "xs:string": lambda words: True,
    "xs:anyURI": lambda words: not re.search(r"[<>\"{}|\\^`\x00-\x20]", words),
    "xs:date": _reads(date.fromisoformat, DAY),
    "xs:dateTime": _reads(datetime.fromisoformat, DAY + CLOCK),
}
FACETS = {
    "pattern": lambda words, pattern: re.fullmatch(pattern, words),
    "minLength": lambda words, least: len(words) >= int(least),
    "maxLength": lambda words, most: len(words) <= int(most),
}
