//! Runs every row of the API's reference through the API, the operator's webhook and the client on loopback.

use axum::routing::post;
use axum::{Json, Router};
use errcodes::{ErrorCode, LimitError, SessionError, Status, WithdrawDecline, WithdrawError};
use loopback::api::{self, Api, Session, Withdrawal};
use loopback::client::{Advice, Client};
use loopback::operator::{self, Decline, Declines};
use serde_json::{Value, json};

const SECRET: &str = "the secret";

/// Returns the session whose withdrawals the operator declines with this code.
fn declined(code: WithdrawDecline) -> String {
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
    ];
    sessions.extend(WithdrawDecline::ALL.iter().map(|&code| (declined(code), Session::Open)));
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
        WithdrawDecline::ALL.iter().map(|&code| (declined(code), Decline { code: Some(code) })).collect();
    declines.insert("declined".to_owned(), Decline { code: None });
    operator::routes(declines)
}

/// Asserts that the response is as documented: status, headers and every byte of the body.
async fn assert_response(request: reqwest::RequestBuilder, status: Status, body: &str) {
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status().as_u16(), status.as_u16());
    assert_eq!(answer.status().canonical_reason(), Some(status.reason()));
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
    rows.extend(WithdrawDecline::ALL.iter().map(|&code| (code.into(), withdraw(&declined(code), 100))));

    let mut codes: Vec<_> = rows.iter().map(|(code, _)| *code).collect();
    codes.sort();
    assert_eq!(codes, ErrorCode::ALL, "every code has a row");
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

#[tokio::test]
async fn the_client_reads_every_code_and_branches_on_it() {
    let client = Client::new(start(operator()).await);
    for &code in WithdrawDecline::ALL {
        let failure = client.withdraw(&declined(code), 100).await.unwrap().err().unwrap();
        assert_eq!(failure.status, code.status().as_u16());
        assert_eq!(failure.error.code.as_ref().unwrap().known(), Some(code.into()));
        assert_eq!(failure.error.message.as_deref(), Some(code.message()));
        assert_eq!(failure.error.error.as_deref(), Some(code.status().reason()));
    }
    let advice = |answer: Result<(), loopback::client::Failure>| answer.err().unwrap().advice();
    assert_eq!(advice(client.session("expired").await.unwrap()), Advice::OpenNewSession);
    assert_eq!(advice(client.withdraw("busy", 100).await.unwrap()), Advice::Wait);
    assert_eq!(advice(client.withdraw("open", 1).await.unwrap()), Advice::ChangeAmount);
    assert_eq!(advice(client.sessions("wrong").await.unwrap()), Advice::Authorise);
    let suspended = WithdrawDecline::WithdrawSuspended;
    let shown = advice(client.withdraw(&declined(suspended), 100).await.unwrap());
    assert_eq!(shown, Advice::Show(suspended.message().to_owned()));
    assert!(client.sessions(SECRET).await.unwrap().is_ok());
}

#[tokio::test]
async fn the_client_accepts_unknown_codes() {
    let body = json!({"statusCode": 400, "message": ["new"], "errorCode": "BRAND_NEW", "error": "Bad Request"});
    let failing = move || async move { (axum::http::StatusCode::BAD_REQUEST, Json(body)) };
    let api = loopback::serve(Router::new().route("/sessions/{sid}", axum::routing::get(failing))).await.unwrap();
    let failure = Client::new(format!("http://{api}")).session("any").await.unwrap().err().unwrap();
    let code = failure.error.code.as_ref().unwrap();
    assert_eq!((code.known(), code.as_str()), (None, Some("BRAND_NEW")));
    assert_eq!(failure.advice(), Advice::Show("HTTP 400".to_owned()));
}

#[tokio::test]
async fn an_invalid_number_is_not_a_generic_decline() {
    for body in [
        json!({"code": 42}),
        json!({"code": 0}),
        json!({"code": -1}),
        json!({"code": "5"}),
        json!({"code": null}),
        json!("declined"),
    ] {
        let response = body.clone();
        let webhook = post(move || async move { (axum::http::StatusCode::BAD_REQUEST, Json::<Value>(response)) });
        let client = Client::new(start(Router::new().route("/", webhook)).await);
        let failure = client.withdraw("open", 100).await.unwrap().err().unwrap();
        let code = failure.error.code.and_then(|code| code.known());
        assert_eq!(code, Some(ErrorCode::WithdrawUnavailable), "{body}");
    }
}
