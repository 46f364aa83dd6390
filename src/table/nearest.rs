//! The known word that is nearest to a misspelled word.

/// How many misspelled words of one kind get a suggestion. Each misspelled word is compared with all known words.
/// Without a limit, this would take quadratic time in a large file.
pub const SUGGESTIONS: usize = 100;

/// Returns the candidate with the fewest typing mistakes, if there are only a few mistakes. Case does not count. Among
/// equally near candidates, returns the first in alphabetical order.
pub fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let letters = letter_set(&word);
    let mut least = length.clamp(3, 9) / 3;
    let mut nearest = None;
    for &candidate in candidates {
        // Cheap lower bounds of the distance come first, because a file may have many long words.
        if candidate.len() > length * 4 + 12 || candidate.chars().count().abs_diff(length) > least {
            continue;
        }
        let lower = candidate.to_lowercase();
        if (letter_set(&lower) ^ letters).count_ones() as usize > least * 2 {
            continue;
        }
        let distance = distance(&word, &lower);
        if distance < least || distance == least && nearest.is_none_or(|nearest| candidate < nearest) {
            (least, nearest) = (distance, Some(candidate));
        }
    }
    nearest
}

/// Returns the set of letters in a word, one bit per letter. A typing mistake changes at most two bits.
fn letter_set(word: &str) -> u32 {
    word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 32))
}

/// Returns how many letters must be inserted, removed, replaced or swapped with a neighbor to turn one word into the
/// other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<_>, Vec<_>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}
