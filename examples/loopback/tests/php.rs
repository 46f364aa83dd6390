//! Runs the operator's webhook in PHP with the API. Both use the same table: the webhook uses an export.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use errcodes::{ErrorCode, WithdrawDecline};
use loopback::api::{self, Api, Session};
use loopback::client::Client;
use loopback::operator::Request;
use serde_json::{Value, json};

/// A running `php -S`. Dropping it stops PHP.
struct Webhook {
    url: String,
    php: Child,
    /// The reader of PHP's log. It keeps the pipe open while PHP writes.
    _log: BufReader<ChildStderr>,
}

impl Webhook {
    /// Starts webhook.php on a free port. Its folder contains an export and the operator's declines.
    fn start(declines: &Value) -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("php");
        fs::create_dir_all(&folder).unwrap();
        fs::copy(package.join("webhook.php"), folder.join("webhook.php")).unwrap();
        fs::write(folder.join("declines.json"), declines.to_string()).unwrap();
        let mut command = Command::new("php");
        // If PHP shows errors, as during development, it answers a failure with 200 unless the program sets another status.
        command.args(["-d", "display_errors=1", "-S", "127.0.0.1:0", "webhook.php"]);
        command.current_dir(&folder).stderr(Stdio::piped());
        let mut php = command
            .spawn()
            .unwrap_or_else(|error| panic!("php: {error}; install it (Debian: apt-get install php-cli)"));
        let mut log = BufReader::new(php.stderr.take().unwrap());
        let mut started = String::new();
        log.read_line(&mut started).unwrap();
        let url = started.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
        let url = url.unwrap_or_else(|| panic!("php -S says {started}")).0.to_owned();
        let webhook = Self { url, php, _log: log };

        let mut export = Command::new(env!("CARGO"));
        export.current_dir(package.join("../.."));
        // The target folder of the repository, because the tool may already be built there.
        export.args(["run", "--quiet", "--locked", "--features", "cli", "--target-dir", "target"]);
        export.args(["--", "export", "php", "-o"]).arg(folder.join("error-codes.php"));
        assert!(export.status().unwrap().success(), "codes.toml cannot be exported");
        webhook
    }
}

impl Drop for Webhook {
    fn drop(&mut self) {
        let _ = self.php.kill();
        let _ = self.php.wait();
    }
}

#[tokio::test]
async fn the_api_understands_the_declines_of_a_webhook_in_php() {
    let mut declines = json!({"no number": null, "an unknown number": 42, "no whole number": 5.5, "a text": "5"});
    for code in WithdrawDecline::ALL {
        declines[code.as_str()] = code.numeric().into();
    }
    let webhook = Webhook::start(&declines);
    let mut sessions: HashMap<_, _> =
        declines.as_object().unwrap().keys().map(|sid| (sid.clone(), Session::Open)).collect();
    sessions.insert("approved".to_owned(), Session::Open);
    let api = Api { sessions, limits: (10, 1000), webhook: webhook.url.clone(), secret: String::new() };
    let client = Client::new(format!("http://{}", loopback::serve(api::routes(api)).await.unwrap()));
    let failure = async |sid: &str| client.withdraw(sid, 100).await.unwrap().err().map(|failure| failure.known());

    for &code in WithdrawDecline::ALL {
        assert_eq!(failure(code.as_str()).await, Some(Some(code.into())));
    }
    let request = Request { sid: "no number".to_owned(), amount: 100 };
    let answer = reqwest::Client::new().post(&webhook.url).json(&request).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "{}");
    assert_eq!(failure("no number").await, Some(Some(WithdrawDecline::default().into())));
    for no_decline in ["an unknown number", "no whole number", "a text"] {
        assert_eq!(failure(no_decline).await, Some(Some(ErrorCode::WithdrawUnavailable)), "{no_decline}");
    }
    assert_eq!(failure("approved").await, None);
}
