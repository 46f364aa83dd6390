//! Repeats one lookup: `instructions LOOKUP COUNT`. `tests/budget.rs` runs this program and counts its instructions.

use std::env;
use std::hint::black_box;

use errcodes::{ErrorCode, WithdrawDecline};

/// Makes `count` calls, and cycles through the inputs. Runs with different counts differ only in the number of calls.
fn run<T: Copy, R>(count: usize, inputs: &[T], call: impl Fn(T) -> R) {
    for &input in inputs.iter().cycle().take(count) {
        black_box(call(black_box(input)));
    }
}

/// Replaces the last letter. The result has the same length, and is not in the table.
fn with_changed_letter(name: &str) -> &'static str {
    format!("{}?", &name[..name.len() - 1]).leak()
}

fn main() {
    let mut arguments = env::args().skip(1);
    let lookup = arguments.next().unwrap_or_default();
    let count = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(0);
    let known: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    let known_1000: Vec<_> = errcodes_1000::ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    let known_10000: Vec<_> = errcodes_10000::ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    match lookup.as_str() {
        "nothing" => run(count, &known, |text| text),
        "known" => run(count, &known, ErrorCode::from_code),
        "known, FromStr" => run(count, &known, |text| text.parse::<ErrorCode>().is_ok()),
        "known, group enum" => run(count, &known, WithdrawDecline::from_code),
        "known of 1000" => run(count, &known_1000, errcodes_1000::ErrorCode::from_code),
        "known of 10000" => run(count, &known_10000, errcodes_10000::ErrorCode::from_code),
        "unknown" => {
            let unknown: Vec<_> = known.iter().map(|name| with_changed_letter(name)).collect();
            run(count, &unknown, ErrorCode::from_code);
        }
        "unknown, FromStr" => {
            let unknown: Vec<_> = known.iter().map(|name| with_changed_letter(name)).collect();
            run(count, &unknown, |text| text.parse::<ErrorCode>().is_ok());
        }
        "prefix" => run(count, &known.iter().map(|name| &name[..10]).collect::<Vec<_>>(), ErrorCode::from_code),
        "empty" => run(count, &[""], ErrorCode::from_code),
        "10 kB" => run(count, &[&*"A".repeat(10_000)], ErrorCode::from_code),
        "as_str" => run(count, ErrorCode::ALL, ErrorCode::as_str),
        "status" => run(count, ErrorCode::ALL, ErrorCode::status),
        "message" => run(count, ErrorCode::ALL, ErrorCode::message),
        "json" => run(count, ErrorCode::ALL, ErrorCode::json),
        "numeric" => run(count, ErrorCode::ALL, ErrorCode::numeric),
        "from_numeric" => run(count, &[1, 5, 9, 10], WithdrawDecline::from_numeric),
        "from_numeric, 4000 contiguous" => run(count, &[1, 2000, 4000, 4001], errcodes_10000::Contiguous::from_numeric),
        "from_numeric, 1, 500, 65535" => run(count, &[1, 2, 500, 65_535], errcodes_10000::Few::from_numeric),
        "from_numeric, 1997 sparse" => {
            let numbers: Vec<_> = errcodes_10000::Sparse::ALL.iter().map(|code| code.numeric()).collect();
            run(count, &numbers, errcodes_10000::Sparse::from_numeric);
        }
        _ => panic!("unknown lookup: {lookup}"),
    }
}
