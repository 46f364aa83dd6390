//! Runs every row of the API's reference through the API, the operator's webhook and the client on loopback.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use axum::routing::post;
use axum::{Json, Router};
use errcodes::{ErrorCode, LimitError, SessionError, Status, WithdrawDecline, WithdrawError};
use loopback::api::{self, Api, Session, Withdrawal};
use loopback::client::{Advice, Client, Failure, advice};
use loopback::openapi;
use loopback::operator::{self, Decline, Declines};
use serde_json::{Value, json};

const SECRET: &str = "the secret";

/// Returns the id of a session. The operator declines its withdrawals with this code.
fn declined_session(code: WithdrawDecline) -> String {
    format!("declined-{}", code.numeric())
}

/// Starts the operator and the API, and returns the API's URL.
async fn start(operator: Router) -> String {
    let webhook = loopback::serve(operator).await.unwrap();
    let mut sessions = vec![
        ("open".to_owned(), Session::Open),
        ("declined".to_owned(), Session::Open),
        ("busy".to_owned(), Session::Withdrawing),
        ("expired".to_owned(), Session::Expired),
        ("cancelled".to_owned(), Session::Cancelled),
        ("damaged".to_owned(), Session::Damaged),
    ];
    sessions.extend(WithdrawDecline::ALL.iter().map(|&code| (declined_session(code), Session::Open)));
    let api = Api {
        sessions: sessions.into_iter().collect(),
        limits: (10, 1000),
        webhook: format!("http://{webhook}"),
        secret: SECRET.to_owned(),
    };
    format!("http://{}", loopback::serve(api::routes(api)).await.unwrap())
}

fn operator() -> Router {
    let mut declines: Declines =
        WithdrawDecline::ALL.iter().map(|&code| (declined_session(code), Decline { code: Some(code) })).collect();
    declines.insert("declined".to_owned(), Decline { code: None });
    operator::routes(declines)
}

/// Compares an answer with the documented one: the status, the headers and every byte of the body.
async fn assert_response(request: reqwest::RequestBuilder, status: impl Into<StatusCode>, body: &str) {
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), status.into());
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert_eq!(answer.headers()["content-length"], body.len().to_string());
    assert_eq!(answer.text().await.unwrap(), body);
}

#[tokio::test]
async fn every_row_of_the_reference_gets_the_documented_response() {
    let api = start(operator()).await;
    let http = reqwest::Client::new();
    let withdraw =
        |sid: &str, amount| http.post(format!("{api}/sessions/{sid}/withdrawals")).json(&Withdrawal { amount });
    let mut rows: Vec<(ErrorCode, reqwest::RequestBuilder)> = vec![
        (SessionError::SessionNotFound.into(), http.get(format!("{api}/sessions/none"))),
        (SessionError::SessionExpired.into(), http.get(format!("{api}/sessions/expired"))),
        (SessionError::SessionNotOpen.into(), http.get(format!("{api}/sessions/cancelled"))),
        (WithdrawError::WithdrawInProgress.into(), withdraw("busy", 100)),
        (LimitError::AmountBelowMinimum.into(), withdraw("open", 9)),
        (LimitError::AmountAboveMaximum.into(), withdraw("open", 1001)),
    ];
    rows.extend(WithdrawDecline::ALL.iter().map(|&code| (code.into(), withdraw(&declined_session(code), 100))));

    let mut codes: Vec<_> = rows.iter().map(|(code, _)| *code).collect();
    codes.sort();
    // Programs stop answering with a deprecated code.
    let is_expected = |code: &ErrorCode| code.deprecated().is_none() || codes.contains(code);
    let expected: Vec<_> = ErrorCode::ALL.iter().copied().filter(is_expected).collect();
    assert_eq!(codes, expected, "each code needs a row above, and a case in src/api.rs");
    for (code, request) in rows {
        assert_response(request, code.status(), code.json()).await;
    }
    assert_response(withdraw("declined", 100), Status::BadRequest, WithdrawDecline::default().json()).await;

    let sessions = format!("{api}/operator/sessions");
    for request in [
        http.get(&sessions),
        http.get(&sessions).bearer_auth("wrong"),
        http.get(&sessions).basic_auth(SECRET, Some("")),
    ] {
        assert_response(request, Status::Unauthorized, Status::Unauthorized.json()).await;
    }
    assert!(http.get(&sessions).bearer_auth(SECRET).send().await.unwrap().status().is_success());
    assert!(withdraw("open", 100).send().await.unwrap().status().is_success());
}

/// Failures that the table does not list have the same shape.
#[tokio::test]
async fn the_frameworks_failures_are_answered_in_the_same_shape() {
    let api = start(operator()).await;
    let http = reqwest::Client::new();
    let withdrawals = format!("{api}/sessions/open/withdrawals");
    for (request, status, message, error) in [
        (http.get(format!("{api}/no/such/route")), StatusCode::NOT_FOUND, "Not Found", "Not Found"),
        (http.get(&withdrawals), StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed", "Method Not Allowed"),
        (
            http.get(format!("{api}/sessions/damaged")),
            StatusCode::INTERNAL_SERVER_ERROR,
            "Internal Server Error",
            "Internal Server Error",
        ),
        (
            http.post(&withdrawals).body("{}"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Expected request with `Content-Type: application/json`",
            "Unsupported Media Type",
        ),
        (
            http.post(&withdrawals).header("content-type", "application/json").body("{"),
            StatusCode::BAD_REQUEST,
            "Failed to parse the request body as JSON: EOF while parsing an object at line 1 column 1",
            "Bad Request",
        ),
        (
            http.post(&withdrawals).json(&json!({})),
            StatusCode::UNPROCESSABLE_ENTITY,
            "Failed to deserialize the JSON body into the target type: missing field `amount` at line 1 column 2",
            "Unprocessable Entity",
        ),
    ] {
        let body = format!("{{\"message\":{},\"error\":\"{error}\"}}", Value::from(message));
        assert_response(request, status, &body).await;
    }
}

#[tokio::test]
async fn the_client_reads_every_code_and_branches_on_it() {
    let client = Client::new(start(operator()).await);
    for &code in WithdrawDecline::ALL {
        let failure = client.withdraw(&declined_session(code), 100).await.unwrap().err().unwrap();
        assert_eq!(failure.status(), Some(code.status().as_u16()));
        assert_eq!(failure.known(), Some(code.into()));
        assert_eq!(failure.message.as_deref(), Some(code.message()));
        assert_eq!(failure.error.as_deref(), Some(code.status().reason()));
    }
    let advice = |answer: Result<(), Failure>| advice(&answer.err().unwrap());
    assert_eq!(advice(client.session("expired").await.unwrap()), Advice::OpenNewSession);
    assert_eq!(advice(client.withdraw("busy", 100).await.unwrap()), Advice::Wait);
    assert_eq!(advice(client.withdraw("open", 1).await.unwrap()), Advice::ChangeAmount);
    assert_eq!(advice(client.sessions("wrong").await.unwrap()), Advice::Authorise);
    let suspended = WithdrawDecline::WithdrawSuspended;
    let shown = advice(client.withdraw(&declined_session(suspended), 100).await.unwrap());
    assert_eq!(shown, Advice::Show(suspended.message().to_owned()));
    assert!(client.sessions(SECRET).await.unwrap().is_ok());
}

#[tokio::test]
async fn the_client_accepts_a_code_that_it_does_not_know() {
    let body = json!({"statusCode": 400, "message": {"new": 1}, "errorCode": "BRAND_NEW"});
    let failure = failure_of((StatusCode::BAD_REQUEST, Json(body))).await;
    assert_eq!(failure.code.as_ref().unwrap().as_str(), Some("BRAND_NEW"));
    assert_eq!((failure.known(), advice(&failure)), (None, Advice::Show("BRAND_NEW".to_owned())));
}

/// Returns the failure that the client reads from a server's answer.
async fn failure_of(answer: impl IntoResponse + Clone + Send + Sync + 'static) -> Failure {
    let server = Router::new().fallback(async move || answer.clone());
    let api = loopback::serve(server).await.unwrap();
    Client::new(format!("http://{api}")).session("any").await.unwrap().err().unwrap()
}

#[tokio::test]
async fn the_client_reads_answers_of_other_servers() {
    let validation = json!({"message": ["amount must be positive", "sid must be a string"], "error": "Bad Request"});
    let failure = failure_of((StatusCode::BAD_REQUEST, Json(validation))).await;
    assert_eq!(advice(&failure), Advice::Show("amount must be positive".to_owned()));

    let failure = failure_of((StatusCode::BAD_GATEWAY, Html("<h1>502 Bad Gateway</h1>"))).await;
    assert_eq!((failure.status(), advice(&failure)), (Some(502), Advice::Show("HTTP status 502".to_owned())));

    let failure = failure_of(StatusCode::UNAUTHORIZED).await;
    assert_eq!(advice(&failure), Advice::Authorise);
}

#[test]
fn the_openapi_document_lists_every_code() {
    let schema = serde_json::to_value(<openapi::ErrorCode as utoipa::PartialSchema>::schema()).unwrap();
    let codes: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(schema["enum"], json!(codes));
}

#[tokio::test]
async fn an_invalid_number_is_not_a_generic_decline() {
    for body in [
        json!({"code": 42}),
        json!({"code": 0}),
        json!({"code": -1}),
        json!({"code": "5"}),
        json!({"Code": 5}),
        json!({"declineCode": 2}),
        json!("declined"),
    ] {
        assert_eq!(code_after_decline(&body).await, Some(ErrorCode::WithdrawUnavailable), "{body}");
    }
    for (body, code) in [
        (json!({}), WithdrawDecline::default()),
        (json!({"code": null}), WithdrawDecline::default()),
        (json!({"code": 5.0}), WithdrawDecline::DailyLimitExceeded),
    ] {
        assert_eq!(code_after_decline(&body).await, Some(code.into()), "{body}");
    }
}

/// Returns the code in the API's answer if the operator declines a withdrawal with this body.
async fn code_after_decline(body: &Value) -> Option<ErrorCode> {
    let says = body.clone();
    let webhook = post(async move || (StatusCode::BAD_REQUEST, Json::<Value>(says)));
    let client = Client::new(start(Router::new().route("/", webhook)).await);
    client.withdraw("open", 100).await.unwrap().err().unwrap().known()
}

/// The README of the crate shows code of this example.
#[test]
fn the_readme_shows_code_that_compiles() {
    let readme = include_str!("../../../README.md");
    let shown: Vec<_> = readme.split("```rust,ignore\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert!(include_str!("../src/api.rs").contains(shown[0]), "{}", shown[0]);
}
