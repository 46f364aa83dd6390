"""Compares the schema of codes.toml with the rules for tables: `wrong_tables.py FOLDER TAPLO SCHEMA TABLE...`.

taplo checks tables with the schema, like an editor. It must accept each TABLE. It must refuse each edit of
`tests/table/wrong_tables.txt` if a schema can express the violated rule, and accept the other edits.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

WRONG = Path(__file__).parents[2] / "table/wrong_tables.txt"

# The rules that TOML or the schema expresses completely.
EXPRESSED = set(
    """
    invalid-utf8 merge-conflict invalid-toml duplicate-key
    expected-table unknown-group unknown-key missing-field wrong-type out-of-range
    empty-text multiline-text untrimmed-text invisible-character
    invalid-error-code invalid-group-key invalid-status invalid-variant invalid-enum-name
    mixed-numbers unexpected-default incomplete-status empty-group empty-table
    """.split()
)
# The rules that compare several entries. A schema cannot express them.
NOT_EXPRESSED = set(
    """
    duplicate-error-code duplicate-id duplicate-variant duplicate-enum-name duplicate-number duplicate-retired-number
    retired-name retired-number unknown-default unlisted-status unused-status
    """.split()
)
# The schema expresses a part of this rule: the spelling of the key, but not the existence of the group.
PARTLY = {"invalid-retired-group": {"retired code's group that is no key"}}
# In JSON Schema, 2.0 is an integer.
ACCEPTED = {"fraction for a number"}
# The lexer of taplo uses recursion for each character of a key. 100,000 characters overflow its stack.
LONGEST = 1_000


def apply_edit(right: list[bytes], edit: list[str]) -> bytes:
    """Applies an edit. The first lines of `wrong_tables.txt` describe the operations."""
    lines = [] if any(line.startswith("*") for line in edit) else right.copy()
    start, at = 0, len(lines)
    for line in edit:
        operation, text = line[0], line[2:]
        if operation in "+*":
            lines.insert(at, encode(text))
            start = at = at + 1
            continue
        prefix = text.removesuffix("…").encode()
        exact = not text.endswith("…")
        found = (n for n in range(start, len(lines)) if (lines[n] == prefix if exact else lines[n].startswith(prefix)))
        start = at = next(found)
        if operation == "-":
            del lines[at]
        else:
            at += 1
    return b"\n".join(lines)


def encode(text: str) -> bytes:
    def of(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) * min(int(match[2] or 1), LONGEST)

    # Each ⟨…⟩ stands for raw bytes, so the result may be invalid UTF-8.
    parts = re.split(r"(⟨[0-9a-f]{2}(?:\*\d+)?⟩)", text)
    pattern = re.compile(r"⟨([0-9a-f]{2})(?:\*(\d+))?⟩")
    return b"".join(of(m).encode("latin-1") if (m := pattern.fullmatch(p)) else p.encode() for p in parts)


def fields(node: object, path: str = "") -> list[tuple[str, dict]]:
    """Returns path and definition of every field in the schema."""
    if not isinstance(node, dict):
        return []
    found = []
    for key, value in node.items():
        if key == "properties" and "then" not in path:
            found += [(f"{path}/{name}", field) for name, field in value.items()]
        found += fields(value, f"{path}/{key}")
    return found


def main() -> None:
    folder, taplo, schema, *tables = Path(sys.argv[1]), *sys.argv[2:]
    listed = fields(json.loads(Path(schema).read_text()))
    assert len(listed) >= 19, [path for path, _ in listed]
    for path, field in listed:
        assert len(field.get("description", "")) > 20, f"no description of {path}"

    right, *sections = WRONG.read_text(encoding="utf-8").split("\n==== ")
    folder.mkdir(parents=True)
    (folder / "right.toml").write_text(right)
    right_lines = right.encode().splitlines()
    edits = {}
    for number, section in enumerate(sections):
        name, *lines = section.splitlines()
        rules = set(re.findall(r"^= \S+ error\[([a-z0-9-]+)\]", section, re.MULTILINE))
        unknown = rules - (EXPRESSED | NOT_EXPRESSED | PARTLY.keys())
        assert rules and not unknown, f"{name}: add {unknown or 'a rule'} to EXPRESSED or NOT_EXPRESSED in {Path(__file__).name}"
        file = f"{number:03}.toml"
        edit = [line for line in lines if line and line[0] in "@-+*"]
        (folder / file).write_bytes(apply_edit(right_lines, edit))
        is_expressed = any(rule in EXPRESSED or name in PARTLY.get(rule, ()) for rule in rules)
        edits[file] = (name, is_expressed and name not in ACCEPTED)
    assert len(edits) > 100
    assert ACCEPTED.union(*PARTLY.values()) <= {name for name, _ in edits.values()}

    files = [str(folder / "right.toml"), *tables, *(str(folder / file) for file in edits)]
    url = Path(schema).resolve().as_uri()
    command = [taplo, "lint", "--colors", "never", "--no-auto-config", "--schema", url, *files]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    refused = {Path(path).name for path in re.findall(r'invalid file error=.* path="(.*)"', run.stderr)}
    wrong = sorted(refused - edits.keys())
    assert not wrong, f"taplo refuses {wrong}\n{run.stderr[:2000]}"
    differ = [
        f"{file}: `{name}` is {'accepted' if must_refuse else 'refused'}"
        for file, (name, must_refuse) in edits.items()
        if (file in refused) != must_refuse
    ]
    assert not differ, "\n".join(["taplo:", *differ])
    print(f"{len(refused)} of {len(edits)} invalid tables refused, {len(listed)} fields with a description")


main()
