//! Starts the API and the operator's webhook on loopback and triggers the failures of the reference from a client: `cargo run`.

use loopback::api::{self, Api, Session};
use loopback::client::{Client, Failure, advice};
use loopback::operator::{self, Decline};

use errcodes::WithdrawDecline;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let declines = WithdrawDecline::ALL.iter().map(|&code| (code.to_string(), Decline { code: Some(code) }));
    let declines: operator::Declines = declines.chain([("no number".to_owned(), Decline { code: None })]).collect();
    let open = declines.keys().map(|sid| (sid.clone(), Session::Open));
    let others = [
        ("busy", Session::Withdrawing),
        ("expired", Session::Expired),
        ("cancelled", Session::Cancelled),
        ("damaged", Session::Damaged),
    ];
    let sessions = open.chain(others.map(|(sid, session)| (sid.to_owned(), session))).collect();
    let sids: Vec<_> = WithdrawDecline::ALL.iter().map(ToString::to_string).chain(["no number".to_owned()]).collect();

    let webhook = loopback::serve(operator::routes(declines)).await?;
    let api = Api { sessions, limits: (10, 1000), webhook: format!("http://{webhook}"), secret: "secret".to_owned() };
    let api = loopback::serve(api::routes(api)).await?;
    let client = Client::new(format!("http://{api}"));

    for sid in ["unknown", "expired", "cancelled", "damaged", "no/such/route"] {
        print(&format!("session {sid}"), client.session(sid).await?);
    }
    for sid in &sids {
        print(&format!("withdraw, declined with {sid}"), client.withdraw(sid, 100).await?);
    }
    print("withdraw while withdrawing", client.withdraw("busy", 100).await?);
    for amount in [1, 10_000] {
        print(&format!("withdraw {amount}"), client.withdraw(&sids[0], amount).await?);
    }
    print("sessions with a wrong secret", client.sessions("wrong").await?);
    Ok(())
}

fn print(request: &str, answer: Result<(), Failure>) {
    match answer {
        Ok(()) => println!("{request}: done"),
        Err(failure) => {
            println!("{request}: HTTP {}, {failure}: {:?}", failure.status().unwrap_or_default(), advice(&failure));
        }
    }
}
