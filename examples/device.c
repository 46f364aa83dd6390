/*
 * The firmware of a payment terminal in C. It uses the export of codes.toml:
 *
 *   errcodes export c -o examples/errcodes.h
 *   cc -std=c99 examples/device.c -o device && ./device
 */

#include "errcodes.h"

#include <stdio.h>
#include <string.h>

/* Returns the text for the display: a text in the language of the device for some codes, else the message of the API. */
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

/* Handles an answer of the API. A JSON parser returns the position and the length of the errorCode, without a NUL. */
static void handle_answer(const char *text, size_t length)
{
    const errcodes_code_t code = errcodes_from_name(text, length);
    printf("  %.*s: %s\n", (int)length, text, display(code));
    if (errcodes_session_contains(code)) {
        printf("    a session's failure, HTTP %u %s\n", errcodes_status(code), errcodes_reason(code));
    }
}

/* Handles a decline of the operator, with or without a number. */
static void handle_decline(const int32_t *number)
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

/* Counts how often each code was seen. The values of the codes are the indices. */
#define COUNTER(constant, value, name, ...) [value] = {name, 0},
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
        handle_answer(at, length);
        counters[errcodes_from_name(at, length)].seen++;
        at += length;
    }

    puts("\nThe operator declines:");
    handle_decline(&numbers[0]);
    handle_decline(NULL);
    handle_decline(&numbers[1]);

    puts("\nSeen:");
    for (size_t at = 1; at <= ERRCODES_COUNT; at++) {
        if (counters[at].seen > 0) {
            printf("  %s: %u\n", counters[at].name, counters[at].seen);
        }
    }
    return 0;
}
