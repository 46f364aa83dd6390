//! The API. Each of its failures is one value from errcodes.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use axum::{Json, Router};
use errcodes::{ErrorBody, LimitError, SessionError, Status, WithdrawDecline, WithdrawError};
use serde::{Deserialize, Serialize};

use crate::operator::Request;

/// State of the API.
pub struct Api {
    pub sessions: HashMap<String, Session>,
    /// Minimum and maximum amount of a withdrawal.
    pub limits: (u64, u64),
    /// URL of the operator's webhook.
    pub webhook: String,
    /// Bearer token of operators.
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

/// An error response: the status and a body with `message`, `errorCode` and `error`.
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
    /// Returns the session if it is open.
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
        // Without a valid response, e.g. with an unknown number, the operator has not declined.
        Err(_) => Err(failure(WithdrawDecline::WithdrawUnavailable)),
    }
}

enum Answer {
    Approved,
    Declined(Decline),
}

/// Body of a webhook that declines a withdrawal. Without a number it is the generic decline.
#[derive(Deserialize)]
struct Decline {
    #[serde(with = "errcodes::numeric", default)]
    code: WithdrawDecline,
}

/// Asks the operator to approve the withdrawal.
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
