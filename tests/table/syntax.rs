//! The reader accepts and refuses the same TOML as the crate `toml`. Both use the same parser, but build the tree of tables in their
//! own way.

use errcodes::table::{Source, read, rules};
use fastrand::Rng;
use toml::de::DeTable;

const TABLE: &str = include_str!("golden/codes.toml");

/// Lines that repeat, extend or contradict a table, or are not TOML. Lines that follow each other are often added together.
const LINES: [&str; 41] = [
    "[basket]",
    "[basket.BASKET_EMPTY]",
    "[ 'basket' . \"BASKET_EMPTY\" ]",
    "[basket.BASKET_EMPTY.more]",
    "[basket.enum.MORE]",
    "[basket.OTHER]",
    "[[basket]]",
    "[[basket.BASKET_EMPTY]]",
    "[[more]]",
    "[more.x]",
    "[[more]]",
    "[[a.f]]",
    "[a]",
    "f.x = 1",
    "[status]",
    "[status.400]",
    "[a.b.c]",
    "[a.b]",
    "[a]",
    "a.b.c = 1",
    "b.c = 1",
    "b.d.e = 2",
    "[a.b.d]",
    "[a.b.e]",
    "b = { c.x = 1, c.y = 2 }",
    "b.d = 2",
    "b = { c = 1, c = 2 }",
    "b = [1, { c = 1 }, [2]]",
    "b.d = 2",
    "b = [",
    "b = [ 1,",
    "]",
    "= 5",
    "[a",
    "b",
    "b = 0x_1",
    "b = 007",
    "message = \"\"\"",
    "message = \"\\q\"",
    "message.b = 'm'",
    "reason.b.c = 1 2",
];

fn edit(lines: &mut Vec<String>, random: &mut Rng) {
    let at = random.usize(..lines.len());
    match random.u8(..6) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[random.usize(..lines.len())].clone()),
        2 => lines.swap(at, 0),
        3 => {
            let place = lines[at].char_indices().map(|(place, _)| place).nth(random.usize(..8)).unwrap_or_default();
            let other = ['"', '\'', '=', '[', ']', '{', '}', '.', ',', '#', '\\', '\t', '\u{1}', 'ü'];
            lines[at].insert(place, other[random.usize(..other.len())]);
        }
        _ => {
            let first = random.usize(..LINES.len());
            let count = random.usize(1..5).min(LINES.len() - first);
            lines.splice(at..at, LINES[first..first + count].iter().map(|&line| line.to_owned()));
        }
    }
}

#[test]
fn the_reader_refuses_the_same_files_as_the_crate_toml() {
    let [mut valid, mut invalid] = [0; 2];
    for seed in 0..5000 {
        let mut random = Rng::with_seed(seed);
        let mut lines: Vec<String> = TABLE.lines().map(str::to_owned).collect();
        for _ in 0..random.usize(1..4) {
            edit(&mut lines, &mut random);
        }
        let text = lines.join("\n");
        let problems = read(&Source::new("codes.toml", text.clone().into_bytes()), b"").err().unwrap_or_default();
        let is_refused =
            problems.iter().any(|problem| [&rules::INVALID_TOML, &rules::DUPLICATE_KEY].contains(&problem.rule));
        match DeTable::parse(&text) {
            Ok(_) => {
                assert!(!is_refused, "seed {seed}: {}\n{text}", problems[0].message);
                valid += 1;
            }
            Err(error) => {
                // A repeated key in an array of tables is not found, but the array is another problem.
                let is_in_array = text.contains("[[") && !problems.is_empty();
                assert!(is_refused || is_in_array, "seed {seed}: {error}\n{text}");
                invalid += 1;
            }
        }
    }
    assert!(valid > 500 && invalid > 500, "{valid} valid, {invalid} invalid");
}
