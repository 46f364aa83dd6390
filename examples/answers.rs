//! Shows failures as the server, the operator and the SDK see them.
//!
//! Run it with `cargo run --features serde --example answers`.

use errcodes::{ErrorBody, ErrorCode, ReceivedError, SessionError, Status, WithdrawDecline};
use serde::Deserialize;

/// Body of an operator's webhook that declines a withdrawal.
#[derive(Deserialize)]
struct Decline {
    #[serde(with = "errcodes::numeric", default)]
    code: WithdrawDecline,
}

fn main() -> Result<(), serde_json::Error> {
    println!("The server responds to a failed request:");
    answer(ErrorBody::from(SessionError::SessionExpired))?;
    answer(ErrorBody::from(SessionError::SessionNotFound).with_message("There is no session 7f3a"))?;
    answer(ErrorBody::from(Status::Unauthorized))?;

    println!("\nThe operator declines a withdrawal, and the server reports the cause:");
    for decline in [r#"{"code":5}"#, "{}", r#"{"code":42}"#] {
        match serde_json::from_str::<Decline>(decline) {
            Ok(Decline { code }) => {
                println!("  webhook: {decline}");
                answer(ErrorBody::from(code))?;
            }
            Err(error) => println!("  webhook: {decline}\n    refused: {error}"),
        }
    }

    println!("\nThe SDK reads error responses, one of them from a newer server:");
    for body in [
        ErrorCode::DailyLimitExceeded.json(),
        r#"{"statusCode":400,"errorCode":"BONUS_LOCKED","message":["the bonus is locked"],"error":"Bad Request"}"#,
        Status::Unauthorized.json(),
    ] {
        println!("  {body}");
        let received: ReceivedError<String> = serde_json::from_str(body)?;
        let advice = match received.code.as_ref().map(|code| (code.known(), code.as_str())) {
            Some((Some(code), _)) => format!("{code}: {}", code.when()),
            Some((None, name)) => format!("{}: a code this SDK does not know yet", name.unwrap_or_default()),
            None => "no errorCode: use the HTTP status".to_owned(),
        };
        println!("    {advice}");
    }
    Ok(())
}

/// Prints the status and the body as the server sends them.
fn answer(body: ErrorBody<'_>) -> Result<(), serde_json::Error> {
    println!("  HTTP {}\n    {}", body.status(), serde_json::to_string(&body)?);
    Ok(())
}
