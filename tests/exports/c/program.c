/*
 * Small programs for a Cortex-M0, to compare with the Rust programs of tests/sizes. -DNUMBERS, -DNUMBER_TO_CODE, -DCODES or
 * -DEVERYTHING selects the program. A program is a table of the functions that it uses, so the compiler keeps all of them.
 */

#include "errcodes.h"

#define VECTOR __attribute__((used, section(".vectors")))

#if defined(NUMBERS) || defined(CODES) || defined(EVERYTHING)
VECTOR static errcodes_code_t (*const from_numeric)(int32_t) = FROM_NUMERIC;
VECTOR static int32_t (*const numeric)(errcodes_code_t) = errcodes_numeric;
#endif

#if defined(NUMBER_TO_CODE)
static const char *name_of(int32_t number)
{
    return CODE_NAME(FROM_NUMERIC(number));
}
VECTOR static const char *(*const number_to_code)(int32_t) = name_of;
#endif

#if defined(CODES) || defined(EVERYTHING)
VECTOR static errcodes_code_t (*const from_name)(const char *, size_t) = errcodes_from_name;
VECTOR static const char *(*const name)(errcodes_code_t) = errcodes_name;
VECTOR static uint16_t (*const status)(errcodes_code_t) = errcodes_status;
#endif

#if defined(EVERYTHING)
VECTOR static const char *(*const reason)(errcodes_code_t) = errcodes_reason;
VECTOR static const char *(*const message)(errcodes_code_t) = errcodes_message;
VECTOR static const char *(*const when)(errcodes_code_t) = errcodes_when;
VECTOR static size_t (*const body)(char *, size_t, errcodes_code_t, const char *) = errcodes_body;
#endif

void start(void) {}
