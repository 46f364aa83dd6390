//! The operator's approval webhook. It declines a withdrawal with or without a number.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use errcodes::WithdrawDecline;
use serde::{Deserialize, Serialize};

/// The API's request to the webhook.
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub sid: String,
    pub amount: u64,
}

/// The body of a decline: `{"code":5}` or `{}`.
#[derive(Clone, Copy, Serialize)]
pub struct Decline {
    #[serde(with = "errcodes::numeric::option", skip_serializing_if = "Option::is_none")]
    pub code: Option<WithdrawDecline>,
}

/// Maps each declined session to its decline. The operator approves a session that is not in the map.
pub type Declines = HashMap<String, Decline>;

pub fn routes(declines: Declines) -> Router {
    Router::new().route("/", post(approve)).with_state(Arc::new(declines))
}

async fn approve(
    State(declines): State<Arc<Declines>>,
    Json(request): Json<Request>,
) -> Result<(), (StatusCode, Json<Decline>)> {
    declines.get(&request.sid).map_or(Ok(()), |&decline| Err((StatusCode::BAD_REQUEST, Json(decline))))
}
