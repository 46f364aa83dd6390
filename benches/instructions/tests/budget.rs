//! A budget of instructions for each look-up. Unlike times, they are the same in every run, so a little growth shows.

use std::path::Path;
use std::process::Command;
use std::thread;

/// What one call may cost: what it costs with Rust 1.95 on x86-64, and a twentieth.
const BUDGETS: [(&str, u64); 19] = [
    ("known", 43),
    ("known, FromStr", 44),
    ("known, of a group", 47),
    ("known of 1000", 71),
    ("known of 10000", 71),
    ("unknown", 28),
    ("unknown, FromStr", 29),
    ("prefix", 12),
    ("empty", 12),
    ("10 kB", 12),
    ("as_str", 1),
    ("status", 2),
    ("message", 1),
    ("json", 1),
    ("numeric", 6),
    ("from_numeric", 2),
    ("from_numeric, 4000 in a row", 6),
    ("from_numeric, 1, 500, 65535", 8),
    ("from_numeric, 1997 far apart", 10),
];

const FEW: u64 = 20_000;
const MANY: u64 = 40_000;

/// The instructions of a whole run.
fn instructions(what: &str, count: u64) -> u64 {
    let name = format!("{}-{count}.callgrind", what.replace(|c: char| !c.is_alphanumeric(), "_"));
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", &format!("--callgrind-out-file={}", file.display())])
        .args([env!("CARGO_BIN_EXE_instructions"), what, &count.to_string()])
        .output()
        .expect("valgrind runs; it is in every distribution's package of that name");
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what}: {report}");
    let collected = report.lines().find_map(|line| line.split("Collected :").nth(1)).expect("callgrind reports a sum");
    collected.trim().parse().expect("the sum is a number")
}

/// The instructions of one call with the loop around it.
fn of_one_call(what: &str) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
    let difference = (instructions(what, MANY) - instructions(what, FEW)) as f64;
    #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
    let calls = (MANY - FEW) as f64;
    difference / calls
}

#[test]
fn no_look_up_takes_more_instructions_than_its_budget() {
    let around = of_one_call("nothing");
    let counted: Vec<_> = thread::scope(|scope| {
        let halves = BUDGETS.chunks(BUDGETS.len().div_ceil(2)).map(|half| {
            scope.spawn(move || {
                half.iter().map(|&(what, budget)| (what, budget, of_one_call(what) - around)).collect::<Vec<_>>()
            })
        });
        let halves: Vec<_> = halves.collect();
        halves.into_iter().flat_map(|half| half.join().expect("every look-up is counted")).collect()
    });
    for (what, budget, count) in &counted {
        println!("{what:30} {count:6.1} of {budget}");
    }
    #[allow(clippy::cast_precision_loss, reason = "a few instructions")]
    let over: Vec<_> = counted.iter().filter(|(_, budget, count)| *count > *budget as f64 + 0.5).collect();
    assert!(over.is_empty(), "over budget (name, budget, instructions of a call): {over:?}");
}
