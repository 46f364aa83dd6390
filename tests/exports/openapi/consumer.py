"""Compares the OpenAPI export with the table and the vectors: `consumer.py OPENAPI TABLE VECTORS`."""

import json
import sys
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator


def name_of(enum: str) -> str:
    """Returns the name of the schema of a group. Schemas of numbers have names that end with `Number`."""
    name = enum.rstrip("_")
    return enum + "_" if name.endswith("Number") or name == "KnownErrorCode" else enum


def description_of(code: dict) -> dict:
    """Returns the description of a code."""
    if code["deprecated"] is None:
        return {"description": code["when"]}
    return {"description": f"{code['when']} Deprecated: {code['deprecated']}", "deprecated": True}


def schemas_of(table: dict) -> dict:
    """Returns the schemas of all groups."""
    schemas = {}
    for group in table["groups"]:
        codes = [code for code in table["codes"] if code["group"] == group["group"]]
        name = name_of(group["enum"])
        schemas[name] = {
            "description": group["about"],
            "type": "string",
            "oneOf": [{"const": code["code"]} | description_of(code) for code in codes],
        }
        if group["numeric"]:
            rule = "Without a number, the default is meant. " if group["default"] else ""
            schemas[name + "Number"] = {
                "description": f"{group['about']} {rule}A number that is not listed is an error.",
                "type": "integer",
                **{"default": code["numeric"] for code in codes if code["code"] == group["default"]},
                "oneOf": [
                    {"const": code["numeric"], "title": code["code"]} | description_of(code) for code in codes
                ],
            }
    return schemas


def examples_of(table: dict, status: dict) -> dict:
    """Returns the examples of a status: one for each code, and one without an errorCode if the status has a message."""
    rows = [code for code in table["codes"] if code["status"] == status["status"]]
    if status["message"] is not None:
        rows.insert(0, status)
    return {
        row.get("code", "without_errorCode"): {
            "summary": row["message"],
            "description": row["when"],
            "value": {
                "message": row["message"],
                **({"errorCode": row["code"]} if "code" in row else {}),
                "error": row["reason"],
            },
        }
        for row in rows
    }


def main() -> None:
    """Compares the whole export."""
    document, table, vectors = (Path(path).read_text(encoding="utf-8") for path in sys.argv[1:])
    document, table, vectors = yaml.load(document, yaml.CSafeLoader), json.loads(table), json.loads(vectors)
    assert document["info"]["version"] == table["fingerprint"]
    schemas, responses = document["components"]["schemas"], document["components"]["responses"]

    groups = schemas_of(table)
    general = ["ErrorBody", "ErrorCode", "KnownErrorCode"]
    assert list(schemas) == general + list(groups), list(schemas)
    for name, expected in groups.items():
        assert list(schemas[name].items()) == list(expected.items()), f"{name}: {schemas[name]}"
    assert list(responses) == [status["variant"] for status in table["statuses"]]
    examples = {}
    for status in table["statuses"]:
        response = responses[status["variant"]]
        assert response["description"] == status["reason"], response["description"]
        media = response["content"]["application/json"]
        assert media["schema"] == {"$ref": "#/components/schemas/ErrorBody"}, media["schema"]
        expected = examples_of(table, status)
        assert list(media["examples"]) == list(expected), list(media["examples"])
        assert media["examples"] == expected, f"{status['status']}: {media['examples']}"
        for name, example in media["examples"].items():
            body = json.dumps(example["value"], ensure_ascii=False, separators=(",", ":"))
            examples[status["status"] if name == "without_errorCode" else name] = body

    validators = {
        name: Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})
        for name in schemas
    }

    def accepts(name: str, value: object) -> bool:
        """Returns whether a schema accepts a value."""
        return validators[name].is_valid(value)

    # The example equals the body that the API writes.
    for code in vectors["codes"]:
        assert examples[code["code"]] == code["body"], code
    for status in vectors["statuses"]:
        assert examples.get(status["status"], status["body"]) == status["body"], status
        assert accepts("ErrorBody", json.loads(status["body"])), status
    # Only some codes of the largest table, because the validator is slow with many constants.
    step = 1 if len(table["codes"]) < 100 else 20
    for code in vectors["codes"][::step]:
        assert accepts("ErrorBody", json.loads(code["body"])), code
        assert accepts("KnownErrorCode", code["code"]), code
    for body in vectors["bodies"]:
        if body["name"] in ("an unknown code", "no errorCode", "other fields, in another order"):
            value = json.loads(body["body"])
            assert accepts("ErrorBody", value), body
            assert accepts("KnownErrorCode", value.get("errorCode")) == body["expected"]["known"], body
    names = {group["group"]: name_of(group["enum"]) + "Number" for group in table["groups"]}
    for number in vectors["numbers"][::step]:
        if number["json"] is None:
            continue
        value = json.loads(number["json"])
        assert accepts(names[number["group"]], value) == (number["code"] is not None), number

    print(f"{len(groups)} schemas, {len(examples)} examples, {len(vectors['numbers'])} numbers")


main()
