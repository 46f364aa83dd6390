"""Reads codes.toml independently, and compares it with the JSON export and its schema.

python second_reading.py TABLE.toml TABLE.json SCHEMA.json
"""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema


def main() -> None:
    toml, table, schema = (Path(path).read_text("utf-8") for path in sys.argv[1:])
    found, shape = json.loads(table), json.loads(schema)
    jsonschema.Draft202012Validator.check_schema(shape)
    validator = jsonschema.Draft202012Validator(shape)
    validator.validate(found)
    refuses(validator, found)
    expected = read(tomllib.loads(toml))
    for section, entries in expected.items():
        assert found[section] == entries, section
    # The text of the export is exactly what `json.dumps` writes.
    assert table == json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    print(f"{len(found['codes'])} codes")


def read(toml: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    statuses, retired = toml.pop("status"), toml.pop("retired", {})
    groups = [split(key, group) for key, group in toml.items()]
    return {
        "statuses": [
            {
                "status": int(status),
                "variant": row.get("variant", pascal(row["reason"])),
                "reason": row["reason"],
                "message": row.get("message"),
                "when": row.get("when"),
            }
            for status, row in statuses.items()
        ],
        "groups": [
            {
                "group": key,
                "enum": fields["enum"],
                "variant": pascal(key),
                "about": fields["about"],
                "numeric": any("numeric" in row for row in codes.values()),
                "default": fields.get("default"),
                "codes": list(codes),
            }
            for key, fields, codes in groups
        ],
        "codes": [
            {
                "code": code,
                "group": key,
                "status": row["status"],
                "reason": statuses[str(row["status"])]["reason"],
                "message": row["message"],
                "when": row["when"],
                "numeric": row.get("numeric"),
                "deprecated": row.get("deprecated"),
                "variant": row.get("variant", pascal(code)),
            }
            for key, _, codes in groups
            for code, row in codes.items()
        ],
        "retired": [
            {
                "code": code,
                "group": row["group"],
                "numeric": row.get("numeric"),
                "since": row["since"],
                "why": row["why"],
            }
            for code, row in retired.items()
        ],
    }


def split(
    key: str, group: dict[str, Any]
) -> tuple[str, dict[str, Any], dict[str, dict[str, Any]]]:
    codes = {name: row for name, row in group.items() if isinstance(row, dict)}
    fields = {name: value for name, value in group.items() if name not in codes}
    return key, fields, codes


def pascal(name: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in name.replace("'", ""))
    return "".join(word.capitalize() for word in words.split())


def refuses(validator: jsonschema.Draft202012Validator, table: dict[str, Any]) -> None:
    """Check that the schema refuses a missing field and an additional field."""
    for path in ("", "statuses", "groups", "codes", "retired"):
        for field in list(row_of(table, path) or []):
            copy = json.loads(json.dumps(table))
            del row_of(copy, path)[field]
            assert not validator.is_valid(copy), (path, field)
        copy = json.loads(json.dumps(table))
        if row_of(copy, path) is not None:
            row_of(copy, path)["more"] = 1
            assert not validator.is_valid(copy), path


def row_of(table: dict[str, Any], path: str) -> Any:  # noqa: ANN401
    if not path:
        return table
    return table[path][0] if table[path] else None


if __name__ == "__main__":
    main()
