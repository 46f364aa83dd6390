// Uses the Java export of odd.toml from Kotlin. The Kotlin compiler checks that a `when` over an enum or a sealed type is
// exhaustive.

import errcodes.ErrorCodes.Code
import errcodes.ErrorCodes.ErrorBody
import errcodes.ErrorCodes.ErrorCode
import errcodes.ErrorCodes.Override_
import errcodes.ErrorCodes.ReceivedError
import errcodes.ErrorCodes.Status
import errcodes.ErrorCodes.TextError
import kotlin.jvm.optionals.getOrNull

// Compiles without an `else`, because the cases are exhaustive.
fun isTeapot(status: Status): Boolean =
    when (status) {
        Status.HTTP_400, Status.HTTP_499 -> false
        Status.HTTP_418 -> true
    }

fun main() {
    val known = ReceivedError.read(418, mapOf("message" to listOf(null, "m"), "errorCode" to "MARKUP"))
    check(known.hasCode(TextError.MARKUP) && known.hasCode(ErrorCode.MARKUP) && !known.hasCode(TextError.QUOTES))
    check(known.message.getOrNull() == "m" && known.error.getOrNull() == null)
    check(isTeapot(Status.of(known.status).get()))

    val newer = ReceivedError.read(400, mapOf("errorCode" to "NEWER"))
    check(newer.code().getOrNull() == null && newer.errorCode.get() == "NEWER")
    check(ReceivedError.read(502, null) == ReceivedError.read(502, "<html>"))

    check(TextError.fromNumeric(10.0).get() == TextError.QUOTES && TextError.fromNumeric(10.5).isEmpty)
    check(Override_.fromNumericOrDefault(null) == Override_.OVERRIDE)
    check(runCatching { Override_.fromNumericOrDefault(2) }.exceptionOrNull() is IllegalArgumentException)

    val code: Code = TextError.QUOTES
    check(code.errorCode() == ErrorCode.QUOTES && code.`when`() == ErrorCode.QUOTES.`when`())
    check(ErrorBody.of(code, "m").json() == """{"message":"m","errorCode":"QUOTES","error":"Bad \"Request\""}""")
    println("Kotlin: ${ErrorCode.entries.size} codes")
}
