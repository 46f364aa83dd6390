/*
 * Runs all vectors, and compares the C export with the JSON of the table. Valid C99 and C++17.
 *
 * consumer TABLE.json VECTORS.json
 *
 * The header cannot read JSON, so the consumer uses cJSON.
 */

#include "errcodes.h"

#include <cjson/cJSON.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The functions of a group. groups.inc has a row for each group. */
struct group {
    const char *name;
    int (*contains)(errcodes_code_t);
    errcodes_code_t (*from_numeric)(int32_t);
    errcodes_code_t (*by_default)(void);
};

#define NO_NUMBERS NULL
#define NO_DEFAULT NULL
static const struct group groups[] = {
#include "groups.inc"
};
static const size_t group_count = sizeof groups / sizeof groups[0];

/* A table that this program generates with the X-macro. */
struct row {
    const char *constant;
    const char *name;
    int32_t numeric;
    int status;
    const char *message;
    const char *when;
};

#define ROW(constant, value, name, numeric, status, message, when) {#constant, name, numeric, status, message, when},
static const struct row rows[] = {ERRCODES_FOR_EACH_CODE(ROW)};

#define SUM(constant, value, ...) +(value)
static const long sum = 0 ERRCODES_FOR_EACH_CODE(SUM);

static void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("consumer: ", stderr);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

static void same(const char *found, const char *expected, const char *what)
{
    if (found == NULL || expected == NULL ? found != expected : strcmp(found, expected) != 0) {
        fail("%s: found %s, expected %s", what, found ? found : "NULL", expected ? expected : "NULL");
    }
}

static cJSON *load(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text;
    long size = -1;
    cJSON *json;
    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0) {
        fail("%s cannot be read", path);
    }
    rewind(file);
    text = (char *)calloc((size_t)size + 1, 1);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) {
        fail("%s cannot be read", path);
    }
    fclose(file);
    json = cJSON_Parse(text);
    free(text);
    if (json == NULL) {
        fail("%s is not JSON", path);
    }
    return json;
}

static cJSON *get(const cJSON *object, const char *field)
{
    cJSON *value = cJSON_GetObjectItemCaseSensitive(object, field);
    if (value == NULL) {
        fail("there is no field %s", field);
    }
    return value;
}

static const char *text(const cJSON *object, const char *field)
{
    return cJSON_GetStringValue(get(object, field));
}

static errcodes_code_t code_of(const char *name)
{
    return name == NULL ? ERRCODES_UNKNOWN : errcodes_from_name(name, strlen(name));
}

static const struct group *group_of(const char *name)
{
    size_t at;
    for (at = 0; at < group_count; at++) {
        if (strcmp(groups[at].name, name) == 0) {
            return &groups[at];
        }
    }
    fail("there is no group %s", name);
    return NULL;
}

/* Writes the body of a code. Without a code, writes the body of a status. */
static size_t body_of(char *out, size_t size, errcodes_code_t code, uint16_t status, const char *message)
{
    return code != ERRCODES_UNKNOWN ? errcodes_body(out, size, code, message)
                                    : errcodes_status_body(out, size, status, message);
}

/* Writes the body to buffers of all sizes: large enough, too small, and of size 0. */
static void check_body(errcodes_code_t code, uint16_t status, const char *message, const char *expected)
{
    const size_t length = strlen(expected);
    char *out = (char *)malloc(length + 2);
    size_t size;
    if (out == NULL) {
        fail("no memory");
    }
    for (size = 0; size <= length + 2; size++) {
        const size_t fits = size == 0 ? 0 : (size - 1 < length ? size - 1 : length);
        memset(out, '#', length + 2);
        if (body_of(out, size, code, status, message) != length) {
            fail("the body of %s, status %u, does not have the length %lu", errcodes_name(code), status, (unsigned long)length);
        }
        if (size > 0 && (memcmp(out, expected, fits) != 0 || out[fits] != '\0')) {
            fail("the body of %s is %s, expected %s", errcodes_name(code), out, expected);
        }
        if (size < length + 2 && out[size] != '#') {
            fail("the body of %s is written beyond a buffer of %lu bytes", errcodes_name(code), (unsigned long)size);
        }
    }
    if (body_of(NULL, 0, code, status, message) != length) {
        fail("a buffer of size 0 gives another length");
    }
    free(out);
}

static void check_statuses(const cJSON *table)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, get(table, "statuses")) {
        const uint16_t status = (uint16_t)get(row, "status")->valueint;
        same(errcodes_status_reason(status), text(row, "reason"), "the reason of a status");
        same(errcodes_status_message(status), text(row, "message"), "the message of a status");
    }
}

static void check_table(const cJSON *table)
{
    const cJSON *codes = get(table, "codes");
    const cJSON *row;
    char fingerprint[17];
    long expected_sum = 0;
    errcodes_code_t code = 0;
    sprintf(fingerprint, "%08lx%08lx", (unsigned long)(ERRCODES_FINGERPRINT >> 32),
        (unsigned long)(ERRCODES_FINGERPRINT & 0xffffffff));
    same(fingerprint, text(table, "fingerprint"), "the fingerprint");
    if (ERRCODES_COUNT != cJSON_GetArraySize(codes) || sizeof rows / sizeof rows[0] != ERRCODES_COUNT) {
        fail("the count %d is wrong", ERRCODES_COUNT);
    }
    cJSON_ArrayForEach(row, codes) {
        const char *name = text(row, "code");
        const cJSON *numeric = get(row, "numeric");
        const int number = cJSON_IsNull(numeric) ? -1 : numeric->valueint;
        size_t at;
        code++;
        expected_sum += code;
        if (code_of(name) != code) {
            fail("%s is %u, expected %u", name, code_of(name), code);
        }
        /* The length must be exact, although the name ends with a NUL. */
        if (errcodes_from_name(name, strlen(name) + 1) == code || errcodes_from_name(name, strlen(name) - 1) == code) {
            fail("%s is found with another length", name);
        }
        same(errcodes_name(code), name, name);
        same(errcodes_group(code), text(row, "group"), name);
        same(errcodes_reason(code), text(row, "reason"), name);
        same(errcodes_message(code), text(row, "message"), name);
        same(errcodes_when(code), text(row, "when"), name);
        same(errcodes_deprecated(code), text(row, "deprecated"), name);
        if (errcodes_status(code) != get(row, "status")->valueint || errcodes_numeric(code) != number) {
            fail("%s has the wrong status %u or the wrong number %ld", name, errcodes_status(code), (long)errcodes_numeric(code));
        }
        for (at = 0; at < group_count; at++) {
            const int expected = strcmp(groups[at].name, text(row, "group")) == 0;
            if (groups[at].contains(code) != expected) {
                fail("%s in %s: expected %d", name, groups[at].name, expected);
            }
        }
        same(rows[code - 1].name, name, "the X-macro's name");
        same(rows[code - 1].message, text(row, "message"), "the X-macro's message");
        same(rows[code - 1].when, text(row, "when"), "the X-macro's when");
        if (strncmp(rows[code - 1].constant, "ERRCODES_", 9) != 0 || strncmp(rows[code - 1].constant + 9, name, strlen(name)) != 0) {
            fail("%s has the wrong constant %s", name, rows[code - 1].constant);
        }
        if (rows[code - 1].numeric != number || rows[code - 1].status != get(row, "status")->valueint) {
            fail("the row of %s in the X-macro is wrong", name);
        }
        if (strcmp(rows[code - 1].name, "") == 0 || code_of(rows[code - 1].name) != code) {
            fail("%s in the X-macro is not a code", rows[code - 1].name);
        }
    }
    if (sum != expected_sum) {
        fail("the sum of the values in the X-macro is %ld, expected %ld", sum, expected_sum);
    }
}

/* Every function accepts values that are not codes. */
static void check_unknown(void)
{
    static const errcodes_code_t unknown[] = {ERRCODES_UNKNOWN, ERRCODES_COUNT + 1, 0x7fff, 0x8000, 0xffff};
    size_t at, group;
    char body[4] = "###";
    for (at = 0; at < sizeof unknown / sizeof unknown[0]; at++) {
        const errcodes_code_t code = unknown[at];
        same(errcodes_name(code), "", "the name of no code");
        same(errcodes_group(code), "", "the group of no code");
        same(errcodes_reason(code), "", "the reason of no code");
        same(errcodes_message(code), "", "the message of no code");
        same(errcodes_when(code), "", "the when of no code");
        same(errcodes_deprecated(code), NULL, "the deprecation of no code");
        if (errcodes_id(code) != 0 || errcodes_status(code) != 0 || errcodes_numeric(code) != -1 || errcodes_body(body, sizeof body, code, "m") != 0) {
            fail("%u is not a code, but has a status, a number or a body", code);
        }
        same(body, "", "the body of no code");
        for (group = 0; group < group_count; group++) {
            if (groups[group].contains(code)) {
                fail("%u is not a code, but is in group %s", code, groups[group].name);
            }
        }
    }
    if (errcodes_from_name("", 0) != ERRCODES_UNKNOWN || errcodes_from_name(NULL, 0) != ERRCODES_UNKNOWN) {
        fail("an empty string is a code");
    }
}

static void check_codes(const cJSON *vectors)
{
    const cJSON *vector;
    cJSON_ArrayForEach(vector, get(vectors, "codes")) {
        const char *body = text(vector, "body");
        const char *name = text(vector, "code");
        const errcodes_code_t code = code_of(name);
        char *escaped = (char *)malloc(strlen(body) + 64);
        const char *rest = strstr(body, ",\"errorCode\":");
        const char *next;
        if (code == ERRCODES_UNKNOWN || escaped == NULL || rest == NULL) {
            fail("%s is not a code", name);
        }
        if (errcodes_id(code) != (uint32_t)get(vector, "id")->valuedouble || errcodes_from_id(errcodes_id(code)) != code) {
            fail("%s has the wrong id %lu", name, (unsigned long)errcodes_id(code));
        }
        if (errcodes_from_id(errcodes_id(code) ^ 1) == code) {
            fail("%s has two ids", name);
        }
        check_body(code, 0, NULL, body);
        check_body(code, 0, errcodes_message(code), body);
        /* Finds the last `errorCode`, because a message may contain the same characters. */
        while ((next = strstr(rest + 1, ",\"errorCode\":")) != NULL) {
            rest = next;
        }
        sprintf(escaped, "{\"message\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xc3\xa9\"%s", rest);
        check_body(code, 0, "\"\\/\b\f\n\r\t\x01\x1f\x7f\xc3\xa9", escaped);
        free(escaped);
    }
    cJSON_ArrayForEach(vector, get(vectors, "statuses")) {
        const uint16_t status = (uint16_t)get(vector, "status")->valueint;
        check_body(ERRCODES_UNKNOWN, status, NULL, text(vector, "body"));
    }
    check_body(ERRCODES_UNKNOWN, 299, "m", "");
    same(errcodes_status_message(299), NULL, "the message of no status");
}

/* A device reads only the code of a body. Of repeated fields, the last one counts. */
static void check_bodies(const cJSON *vectors)
{
    const cJSON *vector;
    cJSON_ArrayForEach(vector, get(vectors, "bodies")) {
        const cJSON *expected = get(vector, "expected");
        const char *code_text = text(expected, "errorCode");
        cJSON *body = cJSON_Parse(text(vector, "body"));
        const char *found = NULL;
        /* cJSON accepts some invalid JSON, such as text after the object, and cuts strings at a NUL. */
        if (cJSON_IsObject(body) && code_text != NULL && strstr(text(vector, "body"), "\\u0000\"") == NULL) {
            const cJSON *field;
            cJSON_ArrayForEach(field, body) {
                if (strcmp(field->string, "errorCode") == 0) {
                    found = cJSON_GetStringValue(field);
                }
            }
            same(found, code_text, text(vector, "name"));
            if ((code_of(found) != ERRCODES_UNKNOWN) != cJSON_IsTrue(get(expected, "known"))) {
                fail("%s: %s has the wrong code %u", text(vector, "name"), found, code_of(found));
            }
        }
        cJSON_Delete(body);
    }
}

static void check_numbers(const cJSON *vectors)
{
    const cJSON *vector;
    cJSON_ArrayForEach(vector, get(vectors, "numbers")) {
        const struct group *group = group_of(text(vector, "group"));
        const char *json = text(vector, "json");
        cJSON *value = json == NULL ? NULL : cJSON_Parse(json);
        errcodes_code_t code = ERRCODES_UNKNOWN, or_default;
        if (group->from_numeric == NULL) {
            fail("%s has no numbers", group->name);
        }
        if (cJSON_IsNumber(value) && value->valuedouble == (double)value->valueint) {
            code = group->from_numeric(value->valueint);
        }
        if (code != code_of(text(vector, "code"))) {
            fail("number %s in group %s gives the wrong code %s", json, group->name, errcodes_name(code));
        }
        if (group->by_default != NULL) {
            or_default = value == NULL || cJSON_IsNull(value) ? group->by_default() : code;
            if (or_default != code_of(text(vector, "or_default"))) {
                fail("number %s or the default in group %s gives the wrong code %s", json ? json : "nothing", group->name, errcodes_name(or_default));
            }
        }
        cJSON_Delete(value);
    }
}

/* Looks up all numbers of 16 bits, and others. */
static void check_all_numbers(void)
{
    size_t at;
    for (at = 0; at < group_count; at++) {
        int32_t number;
        for (number = -70000; groups[at].from_numeric != NULL && number < 140000; number++) {
            const errcodes_code_t code = groups[at].from_numeric(number);
            if (code != ERRCODES_UNKNOWN && (errcodes_numeric(code) != number || !groups[at].contains(code))) {
                fail("number %ld in group %s gives the wrong code %s", (long)number, groups[at].name, errcodes_name(code));
            }
        }
    }
}

int main(int count, char **arguments)
{
    cJSON *table, *vectors;
    if (count != 3) {
        fail("usage: consumer TABLE.json VECTORS.json");
    }
    table = load(arguments[1]);
    vectors = load(arguments[2]);
    check_table(table);
    check_statuses(table);
    check_unknown();
    check_codes(vectors);
    check_bodies(vectors);
    check_numbers(vectors);
    check_all_numbers();
    printf("%d codes, %d bodies, %d numbers\n", ERRCODES_COUNT, cJSON_GetArraySize(get(vectors, "bodies")),
        cJSON_GetArraySize(get(vectors, "numbers")));
    cJSON_Delete(table);
    cJSON_Delete(vectors);
    return 0;
}
