//! The API. It answers each failure with a value from errcodes.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
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
    /// The record of the session cannot be read.
    Damaged,
}

#[derive(Serialize, Deserialize)]
pub struct Withdrawal {
    pub amount: u64,
}

/// A failed answer. It converts from any code or status.
pub struct Failure(ErrorBody<String>);

impl<E: Into<ErrorBody<String>>> From<E> for Failure {
    fn from(cause: E) -> Self {
        Self(cause.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (StatusCode::from(&self.0), Json(self.0)).into_response()
    }
}

/// Converts axum's rejection of a body to an answer in the shape of the API, with the same status and message.
fn rejected(rejection: &JsonRejection) -> Failure {
    Failure(ErrorBody::from_status_code(rejection.status()).with_message(rejection.body_text()))
}

pub fn routes(api: Api) -> Router {
    Router::new()
        .route("/sessions/{sid}", get(session))
        .route("/sessions/{sid}/withdrawals", post(withdraw))
        .route("/operator/sessions", get(sessions))
        .fallback(async || Failure::from(StatusCode::NOT_FOUND))
        .method_not_allowed_fallback(async || Failure::from(StatusCode::METHOD_NOT_ALLOWED))
        .with_state(Arc::new(api))
}

impl Api {
    /// Returns the session if it is open or has a withdrawal in progress.
    fn open_session(&self, sid: &str) -> Result<Session, Failure> {
        match self.sessions.get(sid) {
            None => Err(SessionError::SessionNotFound)?,
            Some(Session::Expired) => Err(SessionError::SessionExpired)?,
            Some(Session::Cancelled) => Err(SessionError::SessionNotOpen)?,
            Some(Session::Damaged) => Err(StatusCode::INTERNAL_SERVER_ERROR)?,
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
    withdrawal: Result<Json<Withdrawal>, JsonRejection>,
) -> Result<(), Failure> {
    let Json(Withdrawal { amount }) = withdrawal.map_err(|rejection| rejected(&rejection))?;
    if api.open_session(&sid)? == Session::Withdrawing {
        Err(WithdrawError::WithdrawInProgress)?;
    }
    let (minimum, maximum) = api.limits;
    if amount < minimum {
        Err(LimitError::AmountBelowMinimum)?;
    }
    if amount > maximum {
        Err(LimitError::AmountAboveMaximum)?;
    }
    match ask(&api.webhook, &Request { sid, amount }).await {
        Ok(Answer::Approved) => Ok(()),
        Ok(Answer::Declined(Decline { code })) => Err(code)?,
        // There is no valid answer, for example because the number is unknown. This is not a generic decline.
        Err(_) => Err(WithdrawDecline::WithdrawUnavailable)?,
    }
}

enum Answer {
    Approved,
    Declined(Decline),
}

/// The body with which a webhook declines a withdrawal. Without a number, it is the generic decline.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decline {
    #[serde(with = "errcodes::numeric::or_default", default)]
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
        Err(Status::Unauthorized)?;
    }
    Ok(Json(api.sessions.keys().cloned().collect()))
}
