//! Look-ups of the crate beside strum's derive, `match`, `phf`, `HashMap` and plain arrays, on the same inputs.
//!
//! Times are of one call, in nanoseconds, with the loop around it; `nothing` is that loop alone. The table of ratios at
//! the end compares with the first of each group.

use std::collections::HashMap;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion};
use time::{made_up_1000, made_up_10000, real};

#[path = "../../tables/made_up.rs"]
#[allow(dead_code, reason = "the tables' packages use the rest")]
mod made_up;

/// So many calls of one measurement: more than a branch predictor keeps in mind, and more texts than fit the nearest cache.
const CALLS: usize = 1 << 12;

/// Where criterion keeps what it measured, and the ratios are read from.
const RESULTS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/criterion");

/// What was measured, in order: groups of names.
type Measured = Vec<(String, Vec<String>)>;

fn group(criterion: &mut Criterion, measured: &mut Measured, name: &str, calls: impl FnOnce(&mut Group)) {
    let mut group = Group { criterion: criterion.benchmark_group(name), names: Vec::new() };
    calls(&mut group);
    measured.push((name.to_owned(), group.names));
    group.criterion.finish();
}

struct Group<'a> {
    criterion: BenchmarkGroup<'a, WallTime>,
    names: Vec<String>,
}

impl Group<'_> {
    fn call<T: Copy, R>(&mut self, name: &str, inputs: &[T], call: impl Fn(T) -> R) {
        self.names.push(name.to_owned());
        self.criterion.bench_function(name, |bencher| {
            bencher.iter(|| {
                for &input in inputs {
                    black_box(call(black_box(input)));
                }
            });
        });
    }
}

/// So many of them, in random order.
fn shuffled<T: Copy>(of: &[T]) -> Vec<T> {
    let mut random = made_up::Random::default();
    (0..CALLS).map(|_| of[random.below(of.len())]).collect()
}

/// Each text in memory of its own, in random order, as in messages: where they lie costs the same whatever the table's size.
fn texts(of: Vec<String>) -> Vec<&'static str> {
    let mut texts: Vec<&'static str> = of.into_iter().map(|text| &*text.leak()).collect();
    let mut random = made_up::Random::default();
    for at in (1..texts.len()).rev() {
        texts.swap(at, random.below(at + 1));
    }
    texts
}

/// A name with one letter changed, somewhere.
fn unknown(name: &str, random: &mut made_up::Random) -> String {
    let at = random.below(name.len());
    format!("{}?{}", &name[..at], &name[at + 1..])
}

struct Inputs {
    mixed: Vec<&'static str>,
    unknown: Vec<&'static str>,
    prefixes: Vec<&'static str>,
    extremes: Vec<&'static str>,
}

fn inputs(names: &[&str]) -> Inputs {
    let mut random = made_up::Random::default();
    let names = shuffled(names);
    let changed: Vec<_> = names.iter().map(|name| unknown(name, &mut random)).collect();
    let mixed = names.iter().zip(&changed);
    let mixed: Vec<_> =
        mixed.map(|(name, changed)| if random.below(16) == 0 { changed.clone() } else { (*name).to_owned() }).collect();
    let prefixes: Vec<_> = names.iter().map(|name| name[..random.below(name.len())].to_owned()).collect();
    let long: &'static str = "A".repeat(10_000).leak();
    Inputs {
        mixed: texts(mixed),
        unknown: texts(changed),
        prefixes: texts(prefixes),
        extremes: shuffled(&["", long, &long[..64], "A"]),
    }
}

/// From text to code, for one table.
macro_rules! text_to_code {
    ($criterion:expr, $measured:expr, $count:literal, $ours:path, $twin:ident $(, $derived:ident)?) => {{
        use $ours as ours;
        let inputs = inputs(&$twin::NAMES);
        let hash_map: HashMap<&str, usize> = $twin::NAMES.iter().enumerate().map(|(at, &name)| (name, at)).collect();
        let kinds = [("mixed", &inputs.mixed), ("unknown", &inputs.unknown), ("prefixes", &inputs.prefixes), ("extremes", &inputs.extremes)];
        for (kind, texts) in kinds {
            group($criterion, $measured, &format!("{} codes, {kind}", $count), |group| {
                group.call("from_code", texts, ours::from_code);
                group.call("FromStr", texts, |text| text.parse::<ours>().ok());
                $(
                    group.call("strum derive", texts, |text| text.parse::<$derived::Code>().ok());
                    group.call("match", texts, $derived::by_match);
                )?
                group.call("phf", texts, |text| $twin::PHF.get(text).copied());
                group.call("HashMap", texts, |text| hash_map.get(text).copied());
                group.call("nothing", texts, |text| text);
            });
        }
    }};
}

/// From code to its facts, and from number to code.
macro_rules! facts {
    ($criterion:expr, $measured:expr, $count:literal, $ours:path) => {{
        use $ours as ours;
        let codes = shuffled(ours::ALL);
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
        let mixed = shuffled(&mixed);
        group($criterion, $measured, $name, |group| {
            group.call("plain array of 65536", &mixed, |number| array[usize::from(number)]);
            group.call("the same of those up to the highest", &mixed, |number| {
                in_use.get(usize::from(number)).copied().flatten()
            });
            group.call("from_numeric", &mixed, ours::from_numeric);
            group.call("nothing", &mixed, |number| number);
        });
    }};
}

/// What a server writes by hand: serde's derive over strings.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    message: String,
    error_code: String,
    error: String,
}

fn answers(criterion: &mut Criterion, measured: &mut Measured) {
    let codes = shuffled(errcodes::ErrorCode::ALL);
    group(criterion, measured, "answering", |group| {
        group.call("json", &codes, |code| code.json().to_owned());
        group.call("serde_json, ErrorBody", &codes, |code| serde_json::to_string(&errcodes::ErrorBody::from(code)));
        group.call("serde_json, struct of Strings", &codes, |code| {
            let [message, error_code, error] =
                [code.message(), code.as_str(), code.status().reason()].map(str::to_owned);
            serde_json::to_string(&Body { message, error_code, error })
        });
    });
}

fn main() {
    let mut criterion = Criterion::default()
        .output_directory(Path::new(RESULTS))
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(900))
        .sample_size(30)
        .configure_from_args();
    let mut measured = Measured::new();
    let (criterion, measured) = (&mut criterion, &mut measured);
    text_to_code!(criterion, measured, 15, errcodes::ErrorCode, real, real);
    text_to_code!(criterion, measured, 1000, errcodes_1000::ErrorCode, made_up_1000, made_up_1000);
    text_to_code!(criterion, measured, 10_000, errcodes_10000::ErrorCode, made_up_10000);
    facts!(criterion, measured, 15, errcodes::ErrorCode);
    facts!(criterion, measured, 10_000, errcodes_10000::ErrorCode);
    number_to_code!(criterion, measured, "9 numbers in a row", errcodes::WithdrawDecline);
    number_to_code!(criterion, measured, "4000 numbers in a row", errcodes_10000::Dense);
    number_to_code!(criterion, measured, "1997 numbers far apart", errcodes_10000::Sparse);
    number_to_code!(criterion, measured, "1, 500 and 65535", errcodes_10000::Few);
    answers(criterion, measured);
    criterion.final_summary();
    print_ratios(measured);
}

/// The medians of this run, or of an earlier one for what a filter left out.
fn print_ratios(measured: &Measured) {
    for (group, names) in measured {
        println!("\n| {group} | ns | ratio |\n|---|---|---|");
        let mut first = None;
        for name in names {
            let Some(time) = median(group, name) else { continue };
            let first = *first.get_or_insert(time);
            println!("| {name} | {time:.1} | {:.2} |", time / first);
        }
    }
}

/// The median time of one call.
fn median(group: &str, name: &str) -> Option<f64> {
    let file = Path::new(RESULTS).join(group).join(name).join("new/estimates.json");
    let estimates: serde_json::Value = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    #[allow(clippy::cast_precision_loss, reason = "a few thousand")]
    let calls = CALLS as f64;
    Some(estimates["median"]["point_estimate"].as_f64()? / calls)
}
