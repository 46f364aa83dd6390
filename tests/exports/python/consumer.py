"""Runs all vectors, and compares the Python export with the JSON of the table.

python consumer.py TABLE.json VECTORS.json
"""

import copy
import json
import pickle
import re
import sys
from pathlib import Path
from typing import Any

import error_codes
from error_codes import (
    FINGERPRINT,
    Code,
    ErrorCode,
    Status,
    error_body,
    error_json,
    read_error,
)

DEEP = 100_000


def main() -> None:
    table, vectors = (
        json.loads(Path(path).read_text("utf-8")) for path in sys.argv[1:]
    )
    classes = {group["group"]: class_of(group) for group in table["groups"]}
    check_table(table, classes)
    check_codes(vectors)
    check_bodies(vectors)
    check_numbers(table, vectors, classes)
    bodies, numbers = len(vectors["bodies"]), len(vectors["numbers"])
    print(f"{len(ErrorCode)} codes, {bodies} bodies, {numbers} numbers")


def class_of(group: dict[str, Any]) -> type[Code]:
    """Find the class of a group. A reserved name has an additional underscore."""
    for name in (group["enum"], group["enum"] + "_"):
        found = getattr(error_codes, name, None)
        if (
            isinstance(found, type)
            and issubclass(found, Code)
            and list(found) == group["codes"]
        ):
            assert name in error_codes.__all__
            return found
    raise AssertionError(group["enum"])


def check_table(table: dict[str, Any], classes: dict[str, type[Code]]) -> None:
    assert table["fingerprint"] == FINGERPRINT
    assert all(hasattr(error_codes, name) for name in error_codes.__all__)
    assert list(ErrorCode) == [row["code"] for row in table["codes"]]
    for row in table["codes"]:
        group = classes[row["group"]]
        for code in (ErrorCode(row["code"]), group(row["code"])):
            assert code.name == code.value == str(code) == row["code"]
            found = {
                field: getattr(code, field)
                for field in row
                if field not in ("code", "variant")
            }
            assert found == {field: row[field] for field in found}
            assert code.error_code is ErrorCode(row["code"])
            assert pickle.loads(pickle.dumps(code)) is code
            assert copy.deepcopy(code) is code
            assert json.loads(json.dumps({code: code})) == {row["code"]: row["code"]}
            assert {code: 1}[row["code"]] == 1
        assert isinstance(ErrorCode(row["code"]).status, Status)
        assert group.from_code(row["code"]) == ErrorCode.from_code(row["code"])
        assert group.from_id(ErrorCode(row["code"]).id) is group(row["code"])
        others = [other for key, other in classes.items() if key != row["group"]]
        assert all(other.from_code(ErrorCode(row["code"])) is None for other in others)
    for value in ("", "NO_SUCH_CODE__", None, 5, [], {}, object()):
        assert ErrorCode.from_code(value) is None
    assert list(Status) == [row["status"] for row in table["statuses"]]
    for row in table["statuses"]:
        status = Status(row["status"])
        assert (status.reason, status.message, status.when) == (
            row["reason"],
            row["message"],
            row["when"],
        )
    for group in table["groups"]:
        cls = classes[group["group"]]
        assert group["about"] in (cls.__doc__ or "")
        assert hasattr(cls, "from_numeric") == group["numeric"]
        assert hasattr(cls, "from_numeric_or_default") == (group["default"] is not None)


def check_codes(vectors: dict[str, Any]) -> None:
    assert vectors["fingerprint"] == FINGERPRINT
    assert [vector["code"] for vector in vectors["codes"]] == list(ErrorCode)
    for vector in vectors["codes"]:
        code, body = ErrorCode(vector["code"]), vector["body"]
        assert code.id == vector["id"]
        assert ErrorCode.from_id(vector["id"]) is code
        for another in (code.id ^ 1, -code.id, code.id + 2**32):
            assert ErrorCode.from_id(another) is not code
        assert error_json(code) == body
        assert error_body(code) == json.loads(body)
        read = read_error(code.status, body)
        assert read.error_code is code
        assert (read.status, read.message, read.error) == (
            code.status,
            code.message,
            code.reason,
        )
        other = re.sub(
            r'"message":"(\\.|[^"])*"',
            lambda _: r'"message":"a \"b\"\n\u0001\\"',
            body,
            count=1,
        )
        assert error_json(code, 'a "b"\n\x01\\') == other
        assert error_body(code, "")["message"] == ""
    for vector in vectors["statuses"]:
        assert error_json(Status(vector["status"])) == vector["body"]


def check_bodies(vectors: dict[str, Any]) -> None:
    for vector in vectors["bodies"]:
        body, expected = vector["body"], vector["expected"]
        for given in (body, body.encode(), bytearray(body.encode())):
            read = read_error(vector["status"], given)
            found = {
                "status": read.status,
                "message": read.message,
                "errorCode": read.error_code,
                "known": isinstance(read.error_code, ErrorCode),
                "error": read.error,
            }
            assert found == expected, (vector["name"], body, found)
            assert pickle.loads(pickle.dumps(read)) == read
    for body in (
        None,
        5,
        b"\xff",
        "[" * DEEP + "]" * DEEP,
        '{"a":' * DEEP + "1" + "}" * DEEP,
    ):
        assert read_error(502, body) == error_codes.ReceivedError(502)
    assert read_error(400, {"message": "m"}).message == "m"


def check_numbers(
    table: dict[str, Any], vectors: dict[str, Any], classes: dict[str, Any]
) -> None:
    defaults = {group["group"]: group["default"] for group in table["groups"]}
    for vector in vectors["numbers"]:
        group = classes[vector["group"]]
        number = None if vector["json"] is None else json.loads(vector["json"])
        context = (vector["name"], vector["json"])
        assert group.from_numeric(number) == vector["code"], context
        if defaults[vector["group"]] is not None:
            try:
                code = group.from_numeric_or_default(number)
            except ValueError:
                code = None
            assert code == vector["or_default"], context


if __name__ == "__main__":
    main()
