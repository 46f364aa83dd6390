//! Shows failures as the server, the operator and the SDK see them.
//!
//! Run it with `cargo run --features serde --example answers`.

use errcodes::{ErrorBody, ErrorCode, ReceivedError, SessionError, Status, WithdrawDecline};
use serde::Deserialize;

/// The body with which an operator's webhook declines a withdrawal.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decline {
    #[serde(with = "errcodes::numeric::or_default", default)]
    code: WithdrawDecline,
}

fn main() -> Result<(), serde_json::Error> {
    println!("The server answers a failure:");
    answer(&ErrorBody::new(SessionError::SessionExpired))?;
    answer(&ErrorBody::new(SessionError::SessionNotFound).with_message(format!("There is no session {}", "7f3a")))?;
    answer(&ErrorBody::from_status(Status::Unauthorized))?;
    answer(&ErrorBody::from_parts(429, "Too Many Requests", "At most 10 requests per second"))?;

    println!("\nThe operator declines a withdrawal, and the server answers with the reason:");
    for decline in [r#"{"code":5}"#, "{}", r#"{"code":null}"#, r#"{"code":42}"#, r#"{"Code":5}"#] {
        match serde_json::from_str::<Decline>(decline) {
            Ok(Decline { code }) => {
                println!("  webhook: {decline}");
                answer(&ErrorBody::new(code))?;
            }
            Err(error) => println!("  webhook: {decline}\n    refused: {error}"),
        }
    }

    println!("\nThe SDK reads answers. Some of them are from a newer server or from a proxy:");
    for (status, body) in [
        (400, ErrorCode::DailyLimitExceeded.json()),
        (
            400,
            r#"{"statusCode":400,"errorCode":"BONUS_LOCKED","message":["the bonus is locked"],"error":"Bad Request"}"#,
        ),
        (401, Status::Unauthorized.json()),
        (502, "<html>Bad Gateway</html>"),
    ] {
        println!("  {body}");
        let received: ReceivedError<String> = ReceivedError::from_parts(status, serde_json::from_str(body));
        let advice = match received.code.as_ref().map(|code| (code.known(), code.as_str())) {
            Some((Some(code), _)) => format!("{code}: {}", code.when()),
            Some((None, name)) => format!("{}: a code that this SDK does not know", name.unwrap_or_default()),
            None => format!("no errorCode: {received}"),
        };
        println!("    {advice}");
    }
    Ok(())
}

/// Prints the status and the body of an answer.
fn answer(body: &ErrorBody<impl AsRef<str>>) -> Result<(), serde_json::Error> {
    println!("  HTTP {}\n    {}", body.status(), serde_json::to_string(body)?);
    Ok(())
}
