//! A client of the API. It reads any error response and branches on the errorCode.

use errcodes::{ErrorCode, ReceivedError};
use reqwest::RequestBuilder;

pub struct Client {
    http: reqwest::Client,
    api: String,
}

/// A failed answer: its status and its body.
pub type Failure = ReceivedError<String>;

/// The action to take after a failure.
#[derive(Debug, PartialEq, Eq)]
pub enum Advice {
    OpenNewSession,
    Wait,
    ChangeAmount,
    Authorise,
    /// Show the message. This is for all codes without a special action, including codes that are newer than the client.
    Show(String),
}

impl Client {
    #[must_use]
    pub fn new(api: String) -> Self {
        Self { http: reqwest::Client::new(), api }
    }

    /// Checks that a session can be used.
    ///
    /// # Errors
    ///
    /// Fails if there is no HTTP response. An error response is a [`Failure`].
    pub async fn session(&self, sid: &str) -> reqwest::Result<Result<(), Failure>> {
        send(self.http.get(format!("{}/sessions/{sid}", self.api))).await
    }

    /// Withdraws an amount.
    ///
    /// # Errors
    ///
    /// As for [`session`](Self::session).
    pub async fn withdraw(&self, sid: &str, amount: u64) -> reqwest::Result<Result<(), Failure>> {
        let request = self.http.post(format!("{}/sessions/{sid}/withdrawals", self.api));
        send(request.json(&crate::api::Withdrawal { amount })).await
    }

    /// Asks for the sessions, as an operator, and drops the answer if it is not a failure.
    ///
    /// # Errors
    ///
    /// As for [`session`](Self::session).
    pub async fn sessions(&self, secret: &str) -> reqwest::Result<Result<(), Failure>> {
        send(self.http.get(format!("{}/operator/sessions", self.api)).bearer_auth(secret)).await
    }
}

async fn send(request: RequestBuilder) -> reqwest::Result<Result<(), Failure>> {
    let answer = request.send().await?;
    let status = answer.status();
    Ok(if status.is_success() { Ok(()) } else { Err(Failure::from_parts(status.as_u16(), answer.json().await)) })
}

/// Returns what to do after a failure. Branches on the errorCode, because the message can change in any release.
#[must_use]
pub fn advice(failure: &Failure) -> Advice {
    match failure.known() {
        Some(ErrorCode::SessionNotFound | ErrorCode::SessionExpired | ErrorCode::SessionNotOpen) => {
            Advice::OpenNewSession
        }
        Some(ErrorCode::WithdrawInProgress | ErrorCode::WithdrawUnavailable) => Advice::Wait,
        Some(
            ErrorCode::AmountBelowMinimum
            | ErrorCode::AmountAboveMaximum
            | ErrorCode::WithdrawAmountTooLow
            | ErrorCode::WithdrawAmountTooHigh,
        ) => Advice::ChangeAmount,
        None if failure.status() == Some(401) => Advice::Authorise,
        _ => Advice::Show(failure.message.clone().unwrap_or_else(|| failure.to_string())),
    }
}
