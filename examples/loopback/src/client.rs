//! A client of the API. It reads any error response and branches on the errorCode.

use errcodes::{ErrorCode, ReceivedError};
use reqwest::{RequestBuilder, Response};

pub struct Client {
    http: reqwest::Client,
    api: String,
}

/// An error response: its status and its body.
pub struct Failure {
    pub status: u16,
    pub error: ReceivedError<String>,
}

/// The action to take after a failure.
#[derive(Debug, PartialEq, Eq)]
pub enum Advice {
    OpenNewSession,
    Wait,
    ChangeAmount,
    Authorise,
    /// Show the message. Covers codes that are newer than the client and codes without a special action.
    Show(String),
}

impl Client {
    #[must_use]
    pub fn new(api: String) -> Self {
        Self { http: reqwest::Client::new(), api }
    }

    /// Asks for a session.
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

    /// Lists the sessions, as an operator.
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
    if answer.status().is_success() { Ok(Ok(())) } else { Failure::read(answer).await.map(Err) }
}

impl Failure {
    async fn read(answer: Response) -> reqwest::Result<Self> {
        Ok(Self { status: answer.status().as_u16(), error: answer.json().await? })
    }

    /// Returns the action for the errorCode. The message is for people and may change at any time.
    #[must_use]
    pub fn advice(&self) -> Advice {
        match self.error.known() {
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
            None if self.status == 401 => Advice::Authorise,
            _ => Advice::Show(self.error.message.clone().unwrap_or_else(|| format!("HTTP {}", self.status))),
        }
    }
}
