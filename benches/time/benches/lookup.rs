//! Compares lookups of the crate with strum's derive, `match`, gperf, `phf`, `HashMap` and plain arrays on the same inputs.
//!
//! Times are nanoseconds per call, including the loop around the call. `nothing` is the loop without a call. The benchmark
//! runs several passes and keeps the fastest sample. The tables at the end show ratios to the first row of each group.

use std::collections::HashMap;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;
use std::{fs, io};

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion};
use time::{made_up_1000, made_up_10000, real};

#[path = "../../tables/made_up.rs"]
#[allow(dead_code, reason = "the tables' packages use the other items")]
mod made_up;

/// Calls per measurement. A branch predictor cannot learn this many inputs, and they do not fit in the L1 cache.
const CALLS: usize = 1 << 12;

/// Number of passes over all benchmarks.
const PASSES: usize = 6;

/// Output directory of criterion. The ratios are computed from its files.
const RESULTS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/criterion");

/// The fastest time of each call, in the order of measurement.
#[derive(Default)]
struct FastestTimes(Vec<Row>);

struct Row {
    group: String,
    call: String,
    nanoseconds: f64,
}

impl FastestTimes {
    fn add(&mut self, group: &str, call: &str, nanoseconds: f64) {
        if let Some(row) = self.0.iter_mut().find(|row| row.group == group && row.call == call) {
            row.nanoseconds = row.nanoseconds.min(nanoseconds);
        } else {
            self.0.push(Row { group: group.to_owned(), call: call.to_owned(), nanoseconds });
        }
    }

    fn print(&self) {
        for group in self.0.chunk_by(|a, b| a.group == b.group) {
            println!("\n| {} | ns | ratio |\n|---|---|---|", group[0].group);
            for Row { call, nanoseconds, .. } in group {
                println!("| {call} | {nanoseconds:.1} | {:.2} |", nanoseconds / group[0].nanoseconds);
            }
        }
        println!("\n| 10000 codes, relative to 15 codes | ratio |\n|---|---|");
        for row in self.0.iter().filter(|row| ["from_code", "FromStr"].contains(&row.call.as_str())) {
            let Some(kind) = row.group.strip_prefix("10000 codes, ") else { continue };
            let with_15 = format!("15 codes, {kind}");
            if let Some(other) = self.0.iter().find(|other| other.group == with_15 && other.call == row.call) {
                println!("| {}, {kind} | {:.2} |", row.call, row.nanoseconds / other.nanoseconds);
            }
        }
    }
}

fn group(criterion: &mut Criterion, measured: &mut FastestTimes, name: &str, calls: impl FnOnce(&mut Group)) {
    let mut group = Group { criterion: criterion.benchmark_group(name), name, measured };
    calls(&mut group);
    group.criterion.finish();
}

struct Group<'a> {
    criterion: BenchmarkGroup<'a, WallTime>,
    name: &'a str,
    measured: &'a mut FastestTimes,
}

impl Group<'_> {
    fn call<T: Copy, R>(&mut self, name: &str, inputs: &[T], call: impl Fn(T) -> R) {
        self.criterion.bench_function(name, |bencher| {
            bencher.iter(|| {
                for &input in inputs {
                    black_box(call(black_box(input)));
                }
            });
        });
        // A filter may have excluded this benchmark.
        if let Some(nanoseconds) = fastest(self.name, name) {
            self.measured.add(self.name, name, nanoseconds);
        }
    }
}

/// Returns [`CALLS`] random items of the slice.
fn random_items<T: Copy>(of: &[T]) -> Vec<T> {
    let mut random = made_up::Random::default();
    (0..CALLS).map(|_| of[random.below(of.len())]).collect()
}

/// Leaks the strings and shuffles the references. Neighbors in the result are then not neighbors in memory, so memory access
/// costs the same for every table size.
fn shuffled(of: Vec<String>) -> Vec<&'static str> {
    let mut texts: Vec<&'static str> = of.into_iter().map(|text| &*text.leak()).collect();
    let mut random = made_up::Random::default();
    for at in (1..texts.len()).rev() {
        texts.swap(at, random.below(at + 1));
    }
    texts
}

/// Returns the name with one random letter changed.
fn with_changed_letter(name: &str, random: &mut made_up::Random) -> String {
    let at = random.below(name.len());
    format!("{}?{}", &name[..at], &name[at + 1..])
}

struct Inputs {
    known: Vec<&'static str>,
    mixed: Vec<&'static str>,
    unknown: Vec<&'static str>,
    prefixes: Vec<&'static str>,
    extremes: Vec<&'static str>,
}

fn inputs(names: &[&str]) -> Inputs {
    let mut random = made_up::Random::default();
    let names = random_items(names);
    let changed: Vec<_> = names.iter().map(|name| with_changed_letter(name, &mut random)).collect();
    let mixed = names.iter().zip(&changed);
    let mixed: Vec<_> =
        mixed.map(|(name, changed)| if random.below(16) == 0 { changed.clone() } else { (*name).to_owned() }).collect();
    let known: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let prefixes: Vec<_> = names.iter().map(|name| name[..random.below(name.len())].to_owned()).collect();
    let long: &'static str = "A".repeat(10_000).leak();
    Inputs {
        known: shuffled(known),
        mixed: shuffled(mixed),
        unknown: shuffled(changed),
        prefixes: shuffled(prefixes),
        extremes: random_items(&["", long, &long[..64], "A"]),
    }
}

/// Measures the lookups from errorCode to code for one table. `$twin` is the module with other implementations of the table.
/// If that module also has strum's derive and a `match`, its name is passed again as `$with_derives`. gperf's function has the same
/// name.
macro_rules! text_to_code {
    ($criterion:expr, $measured:expr, $count:literal, $ours:path, $twin:ident $(, $with_derives:ident)?) => {{
        use $ours as ours;
        let inputs = inputs(&$twin::NAMES);
        $(
            let finds_same_code = |text: &&str| gperf::$with_derives(text) == $twin::NAMES.iter().position(|name| name == text);
            assert!(inputs.mixed.iter().all(finds_same_code), "gperf must find the same codes");
        )?
        let hash_map: HashMap<&str, usize> = $twin::NAMES.iter().enumerate().map(|(at, &name)| (name, at)).collect();
        let kinds = [
            ("mixed", &inputs.mixed),
            ("known", &inputs.known),
            ("unknown", &inputs.unknown),
            ("prefixes", &inputs.prefixes),
            ("extremes", &inputs.extremes),
        ];
        for (kind, texts) in kinds {
            group($criterion, $measured, &format!("{} codes, {kind}", $count), |group| {
                group.call("from_code", texts, ours::from_code);
                group.call("FromStr", texts, |text| text.parse::<ours>().ok());
                $(
                    group.call("strum derive", texts, |text| text.parse::<$with_derives::Code>().ok());
                    group.call("match", texts, $with_derives::by_match);
                    group.call("gperf", texts, gperf::$with_derives);
                )?
                group.call("phf", texts, |text| $twin::PHF.get(text).copied());
                group.call("HashMap", texts, |text| hash_map.get(text).copied());
                group.call("nothing", texts, |text| text);
            });
        }
    }};
}

/// Measures the functions from code to errorCode, message, JSON, status and number.
macro_rules! facts {
    ($criterion:expr, $measured:expr, $count:literal, $ours:path) => {{
        use $ours as ours;
        let codes = random_items(ours::ALL);
        group($criterion, $measured, &format!("{} codes, facts", $count), |group| {
            let names: Vec<&'static str> = ours::ALL.iter().map(|code| code.as_str()).collect();
            group.call("plain array of texts", &codes, |code| names.get(code as usize).copied());
            group.call("as_str", &codes, ours::as_str);
            group.call("message", &codes, ours::message);
            group.call("json", &codes, ours::json);
            group.call("status", &codes, ours::status);
            group.call("numeric", &codes, ours::numeric);
            group.call("nothing", &codes, |code| code);
        });
    }};
}

/// Measures the lookups from number to code for one numeric group.
macro_rules! number_to_code {
    ($criterion:expr, $measured:expr, $name:literal, $ours:path) => {{
        use $ours as ours;
        let numbers: Vec<_> = ours::ALL.iter().map(|code| code.numeric()).collect();
        let mut array = vec![None; 1 << 16];
        for &code in ours::ALL {
            array[usize::from(code.numeric())] = Some(code);
        }
        let in_use = array[..=usize::from(numbers.iter().copied().max().unwrap_or_default())].to_vec();
        let mut mixed = numbers.clone();
        mixed.extend(numbers.iter().step_by(16).map(|number| number ^ 0x4000));
        let mixed = random_items(&mixed);
        group($criterion, $measured, $name, |group| {
            group.call("plain array of 65536", &mixed, |number| array[usize::from(number)]);
            group.call("plain array up to the highest number", &mixed, |number| {
                in_use.get(usize::from(number)).copied().flatten()
            });
            group.call("from_numeric", &mixed, ours::from_numeric);
            group.call("nothing", &mixed, |number| number);
        });
    }};
}

/// The usual body in a server: strings, and serde's derive.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    message: String,
    error_code: String,
    error: String,
}

fn answers(criterion: &mut Criterion, measured: &mut FastestTimes) {
    let codes = random_items(errcodes::ErrorCode::ALL);
    group(criterion, measured, "answering", |group| {
        group.call("json", &codes, |code| code.json().to_owned());
        group.call("serde_json, ErrorBody", &codes, |code| serde_json::to_string(&errcodes::ErrorBody::new(code)));
        group.call("serde_json, struct of Strings", &codes, |code| {
            let [message, error_code, error] =
                [code.message(), code.as_str(), code.status().reason()].map(str::to_owned);
            serde_json::to_string(&Body { message, error_code, error })
        });
    });
}

fn main() -> io::Result<()> {
    // Removes the results of an earlier run, which must not be mixed with the results of this run.
    if Path::new(RESULTS).exists() {
        fs::remove_dir_all(RESULTS)?;
    }
    let mut criterion = Criterion::default()
        .output_directory(Path::new(RESULTS))
        .warm_up_time(Duration::from_millis(50))
        .measurement_time(Duration::from_millis(250))
        .sample_size(80)
        // The ratios use the raw samples, so the statistics of criterion are not needed.
        .nresamples(1001)
        .without_plots()
        .configure_from_args();
    let mut measured = FastestTimes::default();
    for _ in 0..PASSES {
        measure(&mut criterion, &mut measured);
    }
    criterion.final_summary();
    measured.print();
    Ok(())
}

fn measure(criterion: &mut Criterion, measured: &mut FastestTimes) {
    text_to_code!(criterion, measured, 15, errcodes::ErrorCode, real, real);
    text_to_code!(criterion, measured, 1000, errcodes_1000::ErrorCode, made_up_1000, made_up_1000);
    text_to_code!(criterion, measured, 10_000, errcodes_10000::ErrorCode, made_up_10000);
    facts!(criterion, measured, 15, errcodes::ErrorCode);
    facts!(criterion, measured, 10_000, errcodes_10000::ErrorCode);
    number_to_code!(criterion, measured, "9 contiguous numbers", errcodes::WithdrawDecline);
    number_to_code!(criterion, measured, "4000 contiguous numbers", errcodes_10000::Contiguous);
    number_to_code!(criterion, measured, "1997 sparse numbers", errcodes_10000::Sparse);
    number_to_code!(criterion, measured, "1, 500 and 65535", errcodes_10000::Few);
    answers(criterion, measured);
}

/// Returns the time of one call in the fastest sample.
fn fastest(group: &str, name: &str) -> Option<f64> {
    /// The samples in a file of criterion. Times are in nanoseconds.
    #[derive(serde::Deserialize)]
    struct Samples {
        iters: Vec<f64>,
        times: Vec<f64>,
    }

    let file = Path::new(RESULTS).join(group).join(name).join("new/sample.json");
    let Samples { iters, times } = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    #[allow(clippy::cast_precision_loss, reason = "a small constant")]
    let calls = CALLS as f64;
    times.iter().zip(iters).map(|(time, iters)| time / iters / calls).min_by(f64::total_cmp)
}
