//! The rules of a table.

use super::finding::rules;

rules! {
    INVALID_UTF8: Error "invalid-utf8" "the file is UTF-8";
    MERGE_CONFLICT: Error "merge-conflict" "the file has no unresolved merge conflict";
    INVALID_TOML: Error "invalid-toml" "the file is TOML 1.0";
    DUPLICATE_KEY: Error "duplicate-key" "a key or table is defined once";
    EXPECTED_TABLE: Error "expected-table" "the file consists of tables";
    UNKNOWN_GROUP: Error "unknown-group" "the group of a code has `enum` and `about`";
    UNKNOWN_KEY: Error "unknown-key" "a table has only known keys";
    MISSING_FIELD: Error "missing-field" "a table has all required fields";
    WRONG_TYPE: Error "wrong-type" "a field is a string or a whole number, as its key requires";
    OUT_OF_RANGE: Error "out-of-range" "a number is within its range";
    EMPTY_TEXT: Error "empty-text" "a string is not empty";
    MULTILINE_TEXT: Error "multiline-text" "a string is one line";
    UNTRIMMED_TEXT: Error "untrimmed-text" "a string does not begin or end with a blank";
    INVISIBLE_CHARACTER: Error "invisible-character" "a string has no control or format characters";
    INVALID_ERROR_CODE: Error "invalid-error-code" "an errorCode is UPPER_SNAKE_CASE, 3 to 63 characters long";
    INVALID_GROUP_KEY: Error "invalid-group-key" "the key of a group is lower_snake_case";
    INVALID_STATUS: Error "invalid-status" "a status is a number from 400 to 599";
    INVALID_VARIANT: Error "invalid-variant" "the variant of an errorCode, group or status is a legal Rust name";
    INVALID_ENUM_NAME: Error "invalid-enum-name" "the enum of a group has a legal Rust name that is not taken";
    DUPLICATE_ERROR_CODE: Error "duplicate-error-code" "an errorCode is used once in the whole file";
    DUPLICATE_ID: Error "duplicate-id" "the id of an errorCode differs from the ids of all others, also of retired ones";
    DUPLICATE_VARIANT: Error "duplicate-variant" "a variant is used once in its enum";
    DUPLICATE_ENUM_NAME: Error "duplicate-enum-name" "no two groups have the same enum";
    DUPLICATE_NUMBER: Error "duplicate-number" "a number is used once in its group";
    MIXED_NUMBERS: Error "mixed-numbers" "all codes of a group have a number, or no code has a number";
    RETIRED_NAME: Error "retired-name" "a retired errorCode is not used again";
    RETIRED_NUMBER: Error "retired-number" "a retired number is not used again";
    DUPLICATE_RETIRED_NUMBER: Error "duplicate-retired-number" "a number is retired only once in its group";
    INVALID_RETIRED_GROUP: Error "invalid-retired-group" "a retired errorCode names the group it was in";
    UNKNOWN_DEFAULT: Error "unknown-default" "the default of a group is one of its codes";
    UNEXPECTED_DEFAULT: Error "unexpected-default" "only a numeric group has a default";
    UNLISTED_STATUS: Error "unlisted-status" "the status of a code is listed";
    UNUSED_STATUS: Error "unused-status" "a listed status is used";
    INCOMPLETE_STATUS: Error "incomplete-status" "a status has both `message` and `when`, or neither";
    EMPTY_GROUP: Error "empty-group" "a group has at least one code";
    EMPTY_TABLE: Error "empty-table" "a table has at least one code";
}
