//! From an errorCode to its position in the table.

/// The text's position among the names, or their count where it is none of them.
pub(crate) const fn position(names: &[&str], text: &str) -> usize {
    let mut at = 0;
    while at < names.len() {
        if equal(names[at].as_bytes(), text.as_bytes()) {
            break;
        }
        at += 1;
    }
    at
}

/// Compares from the back: names of one group often begin alike, and counting down is the shorter loop.
const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = a.len();
    while at > 0 {
        at -= 1;
        if a[at] != b[at] {
            return false;
        }
    }
    true
}
