//! Three-way merges of a table and of a lock: text in, text out. Conflicts are marked in the text as git marks them.

mod items;
mod lock;
mod sections;
mod table;

pub use lock::lock;
pub use table::table;

/// The result of a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    pub text: String,
    /// The changes that contradict each other, or the problems of the merged table. Empty if the merge is clean.
    pub conflicts: Vec<String>,
    /// Adjustments that make both sides fit, such as another number.
    pub notes: Vec<String>,
}

impl Merged {
    /// Adds a conflict: both texts between markers.
    fn conflict(&mut self, ours: &str, theirs: &str, message: String) {
        for part in ["<<<<<<< ours\n", ours, "=======\n", theirs, ">>>>>>> theirs\n"] {
            self.text.push_str(part);
        }
        self.conflicts.push(message);
    }

    /// The conflict of two files as a whole.
    fn whole(ours: &str, theirs: &str, message: String) -> Self {
        let line_end = |text: &str| if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let mut merged = Self::default();
        let [ours, theirs] = [ours, theirs].map(|text| format!("{text}{}", line_end(text)));
        merged.conflict(&ours, &theirs, message);
        merged
    }
}

/// Returns the side that changed a value, or `None` if both changed it differently.
fn three_way<T: PartialEq + Copy>(base: T, ours: T, theirs: T) -> Option<T> {
    if ours == theirs || theirs == base {
        Some(ours)
    } else if ours == base {
        Some(theirs)
    } else {
        None
    }
}
