//! A wasm module that repeats lookups of 500 made-up codes. `lookup.mjs` times it in Node.

use std::hint::black_box;
use std::sync::OnceLock;

use errcodes_500::ErrorCode;

#[allow(clippy::pedantic, reason = "generated")]
mod twin {
    include!(concat!(env!("OUT_DIR"), "/twin.rs"));
}

#[path = "../../tables/made_up.rs"]
#[allow(dead_code, reason = "other benchmarks use the other items")]
mod made_up;

/// Returns 4,096 errorCodes in random order. One in 16 has a changed letter.
fn texts() -> &'static [String] {
    static TEXTS: OnceLock<Vec<String>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let mut random = made_up::Random::default();
        let mut text = || {
            let mut text = ErrorCode::ALL[random.below(ErrorCode::COUNT)].as_str().to_owned();
            if random.below(16) == 0 {
                let at = random.below(text.len());
                text.replace_range(at..=at, "?");
            }
            text
        };
        (0..4096).map(|_| text()).collect()
    })
}

/// Calls the lookup once per string, and returns the number of found strings.
fn run(is_found: impl Fn(&str) -> bool) -> usize {
    texts().iter().filter(|text| is_found(black_box(text))).count()
}

/// Returns the number of strings. A run looks up each string once.
#[unsafe(no_mangle)]
pub extern "C" fn count() -> usize {
    texts().len()
}

/// Returns a string: the address in the upper 32 bits, the length in the lower.
#[unsafe(no_mangle)]
pub extern "C" fn text(at: usize) -> u64 {
    let text = &texts()[at];
    (text.as_ptr() as u64) << 32 | text.len() as u64
}

#[unsafe(no_mangle)]
pub extern "C" fn errcodes() -> usize {
    run(|text| ErrorCode::from_code(text).is_some())
}

/// Compares names one by one, as the crate does on bare metal.
#[unsafe(no_mangle)]
pub extern "C" fn linear() -> usize {
    run(|text| ErrorCode::ALL.iter().any(|code| code.as_str() == text))
}

#[unsafe(no_mangle)]
pub extern "C" fn strum_derive() -> usize {
    run(|text| text.parse::<twin::Code>().is_ok())
}
