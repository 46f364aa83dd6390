//! Made-up tables of any size. Their names consist of two to four common words. Each run generates the same tables.

use std::collections::HashSet;
use std::fmt::Write as _;

const WORDS: [&str; 60] = [
    "ACCOUNT",
    "AMOUNT",
    "AUTH",
    "BALANCE",
    "BANK",
    "BELOW",
    "CARD",
    "CHAIN",
    "CURRENCY",
    "DAILY",
    "DEPOSIT",
    "DEVICE",
    "DISABLED",
    "DUPLICATE",
    "EMAIL",
    "EXCEEDED",
    "EXPIRED",
    "FAILED",
    "FEE",
    "FORBIDDEN",
    "HIGH",
    "INSUFFICIENT",
    "INVALID",
    "KEY",
    "LIMIT",
    "LOCKED",
    "LOW",
    "MAXIMUM",
    "METHOD",
    "MINIMUM",
    "MISSING",
    "NETWORK",
    "NOT_FOUND",
    "NUMBER",
    "OPERATION",
    "ORDER",
    "PAYMENT",
    "PENDING",
    "PHONE",
    "PROVIDER",
    "RATE",
    "REFUND",
    "REJECTED",
    "REQUIRED",
    "SESSION",
    "SIGNATURE",
    "STATE",
    "SUSPENDED",
    "TIMEOUT",
    "TOKEN",
    "TOO_LONG",
    "TOO_MANY",
    "TRANSFER",
    "UNAVAILABLE",
    "UNKNOWN",
    "USER",
    "VERIFICATION",
    "WALLET",
    "WEBHOOK",
    "WITHDRAW",
];

/// Numbers of the group `few`.
const FEW: [u16; 3] = [1, 500, 65_535];

/// An xorshift generator. Its seed is fixed, because all runs must measure the same inputs.
pub struct Random(u64);

impl Default for Random {
    fn default() -> Self {
        Self(0x2545_f491_4f6c_dd1d)
    }
}

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }
}

/// Returns `count` distinct errorCodes.
pub fn names(count: usize) -> Vec<String> {
    let mut random = Random::default();
    let mut seen = HashSet::new();
    let mut names = Vec::new();
    while names.len() < count {
        let words = (0..2 + random.below(3)).map(|_| WORDS[random.below(WORDS.len())]).collect::<Vec<_>>();
        let name = words.join("_");
        if name.len() <= 63 && seen.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

/// Returns a `codes.toml` with `count` codes. Two fifths have no number, two fifths have contiguous numbers, and one
/// fifth has sparse numbers. The last three codes have the numbers of [`FEW`].
#[allow(dead_code, reason = "not every benchmark needs the text")]
pub fn codes_toml(count: usize) -> String {
    let names = names(count);
    let (plain, rest) = names.split_at(count * 2 / 5);
    let (contiguous, rest) = rest.split_at(count * 2 / 5);
    let (sparse, few) = rest.split_at(rest.len() - FEW.len());
    let mut toml = String::from("[status.400]\nreason = \"Bad Request\"\n\n[status.404]\nreason = \"Not Found\"\n");
    let groups = [
        ("plain", "Plain", plain),
        ("contiguous", "Contiguous", contiguous),
        ("sparse", "Sparse", sparse),
        ("few", "Few", few),
    ];
    for (key, name, codes) in groups {
        let _ = write!(toml, "\n[{key}]\nenum = \"{name}\"\nabout = \"Made up.\"\n");
        for (at, code) in codes.iter().enumerate() {
            let numeric = match key {
                "plain" => String::new(),
                "contiguous" => format!("numeric = {}\n", at + 1),
                "few" => format!("numeric = {}\n", FEW[at]),
                _ => format!("numeric = {}\n", (at + 1) * 40_504 % 65_535),
            };
            let status = if at % 7 == 0 { 404 } else { 400 };
            let text = code.replace('_', " ").to_lowercase();
            let _ = write!(toml, "\n[{key}.{code}]\n{numeric}status = {status}\n");
            let _ =
                write!(toml, "message = \"The {text}\"\nwhen = \"When the {text} is reported by the other side.\"\n");
        }
    }
    toml
}
