/*
 * A terminal's firmware in C, on the export of codes.toml:
 *
 *   errcodes export c -o examples/errcodes.h
 *   cc -std=c99 examples/device.c -o device && ./device
 */

#include "errcodes.h"

#include <stdio.h>
#include <string.h>

/* What the display says, in the device's own language. One line for a code that is to be told apart; the API's for others. */
static const char *display(errcodes_code_t code)
{
    switch (code) {
    case ERRCODES_SESSION_EXPIRED:
        return "Sitzung abgelaufen";
    case ERRCODES_DAILY_LIMIT_EXCEEDED:
        return "Tageslimit erreicht";
    case ERRCODES_UNKNOWN:
        return "Fehler";
    default:
        return errcodes_message(code);
    }
}

/* The API answered: the JSON parser hands over where the errorCode is, without a NUL. */
static void answered(const char *text, size_t length)
{
    const errcodes_code_t code = errcodes_from_name(text, length);
    printf("  %.*s: %s\n", (int)length, text, display(code));
    if (errcodes_session_contains(code)) {
        printf("    a session's failure, HTTP %u %s\n", errcodes_status(code), errcodes_reason(code));
    }
}

/* The operator declined, with a number or with none. */
static void declined(const int32_t *number)
{
    const errcodes_code_t code = number ? errcodes_withdraw_decline_from_numeric(*number) : errcodes_withdraw_decline_default();
    char body[160];
    if (code == ERRCODES_UNKNOWN) {
        /* An unknown number is never the default. */
        printf("  %ld: refused\n", (long)*number);
    } else if (errcodes_body(body, sizeof body, code, NULL) < sizeof body) {
        printf("  %ld: HTTP %u %s\n", (long)errcodes_numeric(code), errcodes_status(code), body);
    }
}

/* A table of the device's own, by the values of the codes: how often each was seen. */
#define COUNTER(id, value, name, ...) [value] = {name, 0},
static struct {
    const char *name;
    unsigned seen;
} counters[ERRCODES_COUNT + 1] = {ERRCODES_FOR_EACH_CODE(COUNTER)};

int main(void)
{
    const char answers[] = "SESSION_EXPIRED SESSION_NOT_FOUND BONUS_LOCKED";
    const int32_t numbers[] = {5, 42};

    puts("The API answers:");
    for (const char *at = answers; *at != '\0'; at += strspn(at, " ")) {
        const size_t length = strcspn(at, " ");
        answered(at, length);
        counters[errcodes_from_name(at, length)].seen++;
        at += length;
    }

    puts("\nThe operator declines:");
    declined(&numbers[0]);
    declined(NULL);
    declined(&numbers[1]);

    puts("\nSeen:");
    for (size_t at = 1; at <= ERRCODES_COUNT; at++) {
        if (counters[at].seen > 0) {
            printf("  %s: %u\n", counters[at].name, counters[at].seen);
        }
    }
    return 0;
}
