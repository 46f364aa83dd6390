//! Three-way merges of a table or a lock. The merged text marks conflicts in the same way as git.

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
    /// Changes that contradict each other, or problems of the merged table. Empty if the merge is clean.
    pub conflicts: Vec<String>,
    /// Changes that the merge made, such as a new number for a code, and warnings.
    pub notes: Vec<String>,
}

impl Merged {
    /// Adds both texts between conflict markers.
    fn conflict(&mut self, ours: &str, theirs: &str, message: String) {
        for part in ["<<<<<<< ours\n", ours, "=======\n", theirs, ">>>>>>> theirs\n"] {
            self.text.push_str(part);
        }
        self.conflicts.push(message);
    }

    /// Returns one conflict that contains both files.
    fn whole_files(ours: &str, theirs: &str, message: String) -> Self {
        let line_end = |text: &str| if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let mut merged = Self::default();
        let [ours, theirs] = [ours, theirs].map(|text| format!("{text}{}", line_end(text)));
        merged.conflict(&ours, &theirs, message);
        merged
    }
}

/// Returns the merged value, or `None` if both sides changed the value differently.
fn three_way<T: PartialEq + Copy>(base: T, ours: T, theirs: T) -> Option<T> {
    if ours == theirs || theirs == base {
        Some(ours)
    } else if ours == base {
        Some(theirs)
    } else {
        None
    }
}
