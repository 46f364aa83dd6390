//! The API: every failure it answers with is one value of errcodes.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use axum::{Json, Router};
use errcodes::{ErrorBody, LimitError, SessionError, Status, WithdrawDecline, WithdrawError};
use serde::{Deserialize, Serialize};

use crate::operator::Request;

/// What the API knows.
pub struct Api {
    pub sessions: HashMap<String, Session>,
    /// Smallest and largest amount of a withdrawal.
    pub limits: (u64, u64),
    /// Where the operator's webhook listens.
    pub webhook: String,
    /// What operators authorise themselves with.
    pub secret: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Session {
    Open,
    Withdrawing,
    Expired,
    Cancelled,
}

#[derive(Serialize, Deserialize)]
pub struct Withdrawal {
    pub amount: u64,
}

/// A failed answer: the status, and a body with message, errorCode and error.
type Failure = (StatusCode, Json<ErrorBody<'static>>);

fn failure(cause: impl Into<ErrorBody<'static>>) -> Failure {
    let body = cause.into();
    let status = StatusCode::from_u16(body.status().as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(body))
}

pub fn routes(api: Api) -> Router {
    Router::new()
        .route("/sessions/{sid}", get(session))
        .route("/sessions/{sid}/withdrawals", post(withdraw))
        .route("/operator/sessions", get(sessions))
        .with_state(Arc::new(api))
}

impl Api {
    /// The session, if it can be used.
    fn open_session(&self, sid: &str) -> Result<Session, Failure> {
        match self.sessions.get(sid) {
            None => Err(failure(SessionError::SessionNotFound)),
            Some(Session::Expired) => Err(failure(SessionError::SessionExpired)),
            Some(Session::Cancelled) => Err(failure(SessionError::SessionNotOpen)),
            Some(&session) => Ok(session),
        }
    }
}

async fn session(State(api): State<Arc<Api>>, Path(sid): Path<String>) -> Result<(), Failure> {
    api.open_session(&sid).map(|_| ())
}

async fn withdraw(
    State(api): State<Arc<Api>>,
    Path(sid): Path<String>,
    Json(Withdrawal { amount }): Json<Withdrawal>,
) -> Result<(), Failure> {
    if api.open_session(&sid)? == Session::Withdrawing {
        return Err(failure(WithdrawError::WithdrawInProgress));
    }
    let (minimum, maximum) = api.limits;
    if amount < minimum {
        return Err(failure(LimitError::AmountBelowMinimum));
    }
    if amount > maximum {
        return Err(failure(LimitError::AmountAboveMaximum));
    }
    match ask(&api.webhook, &Request { sid, amount }).await {
        Ok(Answer::Approved) => Ok(()),
        Ok(Answer::Declined(Decline { code })) => Err(failure(code)),
        // No answer, or none that makes sense, such as an unknown number: that must not read as a generic decline.
        Err(_) => Err(failure(WithdrawDecline::WithdrawUnavailable)),
    }
}

enum Answer {
    Approved,
    Declined(Decline),
}

/// What the webhook answers a withdrawal it declines; without a number it is the generic decline.
#[derive(Deserialize)]
struct Decline {
    #[serde(with = "errcodes::numeric", default)]
    code: WithdrawDecline,
}

/// Asks the operator whether the withdrawal may happen.
async fn ask(webhook: &str, request: &Request) -> reqwest::Result<Answer> {
    let answer = reqwest::Client::new().post(webhook).json(request).send().await?;
    if answer.status().is_success() { Ok(Answer::Approved) } else { answer.json().await.map(Answer::Declined) }
}

async fn sessions(State(api): State<Arc<Api>>, headers: HeaderMap) -> Result<Json<Vec<String>>, Failure> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if bearer != Some(&api.secret) {
        return Err(failure(Status::Unauthorized));
    }
    Ok(Json(api.sessions.keys().cloned().collect()))
}
