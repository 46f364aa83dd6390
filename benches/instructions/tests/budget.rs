//! Compares the instruction count of each lookup with a budget. Instruction counts are the same in every run, so a small
//! regression is visible.

use std::path::Path;
use std::process::Command;
use std::thread;

/// Budgets for one call. They are the counts with Rust 1.95 on x86-64 plus at most 5 %, rounded up.
const BUDGETS: [(&str, u64); 19] = [
    ("known", 43),
    ("known, FromStr", 44),
    ("known, group enum", 47),
    ("known of 1000", 71),
    ("known of 10000", 73),
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
    ("from_numeric, 4000 contiguous", 6),
    ("from_numeric, 1, 500, 65535", 8),
    ("from_numeric, 1997 sparse", 10),
];

const FEW: u64 = 20_000;
const MANY: u64 = 40_000;

/// Returns the instruction count of a whole run.
fn instructions(lookup: &str, count: u64) -> u64 {
    let name = format!("{}-{count}.callgrind", lookup.replace(|c: char| !c.is_alphanumeric(), "_"));
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", &format!("--callgrind-out-file={}", file.display())])
        .args([env!("CARGO_BIN_EXE_instructions"), lookup, &count.to_string()])
        .output()
        .expect("valgrind is installed (package `valgrind`)");
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{lookup}: {report}");
    let collected =
        report.lines().find_map(|line| line.split("Collected :").nth(1)).expect("callgrind reports a total");
    collected.trim().parse().expect("the total is a number")
}

/// Returns the instruction count of one call, including the loop around it.
fn per_call(lookup: &str) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
    let difference = (instructions(lookup, MANY) - instructions(lookup, FEW)) as f64;
    #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
    let calls = (MANY - FEW) as f64;
    difference / calls
}

#[test]
fn no_lookup_exceeds_its_instruction_budget() {
    let overhead = per_call("nothing");
    let counted: Vec<_> = thread::scope(|scope| {
        let halves = BUDGETS.chunks(BUDGETS.len().div_ceil(2)).map(|half| {
            scope.spawn(move || {
                half.iter().map(|&(lookup, budget)| (lookup, budget, per_call(lookup) - overhead)).collect::<Vec<_>>()
            })
        });
        let halves: Vec<_> = halves.collect();
        halves.into_iter().flat_map(|half| half.join().expect("the counting thread does not panic")).collect()
    });
    for (lookup, budget, count) in &counted {
        println!("{lookup:30} {count:6.1} of {budget}");
    }
    #[allow(clippy::cast_precision_loss, reason = "a few instructions")]
    let over: Vec<_> = counted.iter().filter(|(_, budget, count)| *count > *budget as f64 + 0.5).collect();
    assert!(over.is_empty(), "over budget (lookup, budget, instructions per call): {over:?}");
}
