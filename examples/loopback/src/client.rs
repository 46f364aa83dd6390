//! A client of the API: it reads whatever a failed answer holds, and branches on the errorCode.

use errcodes::{ErrorCode, ReceivedError};
use reqwest::{RequestBuilder, Response};

pub struct Client {
    http: reqwest::Client,
    api: String,
}

/// A failed answer: its status, and what its body said.
pub struct Failure {
    pub status: u16,
    pub error: ReceivedError<String>,
}

/// What to do about a failure.
#[derive(Debug, PartialEq, Eq)]
pub enum Advice {
    OpenNewSession,
    Wait,
    ChangeAmount,
    Authorise,
    /// A cause this client has nothing special to do about, be it known or newer than the client.
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
    /// Where there is no answer at all; a failed answer is a [`Failure`].
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

    /// Says what to do, by errorCode; the message is for people and may change any time.
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
