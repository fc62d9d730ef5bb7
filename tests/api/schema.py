"""Holds a value against the JSON Schema that our OpenAPI document uses, as strictly as it is said there."""

from datetime import datetime

TYPES = {"string": str, "integer": int, "array": list, "object": dict, "null": type(None)}
KNOWN = {"type", "properties", "required", "additionalProperties", "items", "anyOf", "$ref", "format", "minimum",
         "description"}  # fmt: skip


def faults(value, schema, document, place="$"):
    """What is wrong, each with its place; [] for a value that fits."""
    assert set(schema) <= KNOWN, f"{place}: this test does not know {set(schema) - KNOWN}"
    if "$ref" in schema:
        return faults(value, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], document, place)
    if "anyOf" in schema:
        tried = [faults(value, one, document, place) for one in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    if type(value) is not TYPES[schema["type"]]:
        return [f"{place}: {value!r} is no {schema['type']}"]
    return [*_bounds(value, schema, place), *_inside(value, schema, document, place)]


def _bounds(value, schema, place):
    found = [f"{place}: {value} is too small"] if value_below(value, schema) else []
    if schema.get("format") == "date-time" and datetime.fromisoformat(value).tzinfo is None:
        found.append(f"{place}: no zone")
    if schema.get("format") == "uri" and not value.startswith(("http://", "https://")):
        found.append(f"{place}: {value} is not a full address")
    return found


def value_below(value, schema):
    return "minimum" in schema and value < schema["minimum"]


def _inside(value, schema, document, place):
    if schema["type"] == "array":
        return [one for n, item in enumerate(value) for one in faults(item, schema["items"], document, f"{place}[{n}]")]
    if schema["type"] != "object":
        return []
    known = schema["properties"]
    found = [f"{place}: {name} is missing" for name in schema["required"] if name not in value]
    found += [f"{place}: {name} is not in the document" for name in value if name not in known]
    return found + [
        one for name in value if name in known for one in faults(value[name], known[name], document, f"{place}.{name}")
    ]
