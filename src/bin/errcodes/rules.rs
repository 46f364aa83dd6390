//! What a change can be, and what each does to those who depend on the table.

/// What a change does to users, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Reworded: nothing that a program may rely on.
    Patch,
    /// Added or deprecated: what worked still works.
    Minor,
    /// Taken back, or changed: someone's program breaks.
    Major,
}

impl Class {
    pub const ALL: [Self; 3] = [Self::Major, Self::Minor, Self::Patch];

    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The release that may have such a change.
    pub fn release(self) -> &'static str {
        match self {
            Self::Patch => "a patch release",
            Self::Minor => "a minor release (before 1.0, a patch release)",
            Self::Major => "a major release (before 1.0, a minor release)",
        }
    }
}

macro_rules! rules {
    ($($rule:ident $name:literal $class:ident $about:literal;)*) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule { $($rule),* }

        impl Rule {
            pub const ALL: &'static [Self] = &[$(Self::$rule),*];

            pub fn name(self) -> &'static str {
                match self { $(Self::$rule => $name),* }
            }

            pub fn class(self) -> Class {
                match self { $(Self::$rule => Class::$class),* }
            }

            pub fn about(self) -> &'static str {
                match self { $(Self::$rule => $about),* }
            }
        }
    };
}

rules! {
    CodeRemoved "code-removed" Major "an errorCode is gone";
    CodeRenamed "code-renamed" Major "an errorCode has another name: its number, or all it says, is the same";
    CodeMoved "code-moved" Major "an errorCode is in another group";
    NumberChanged "number-changed" Major "an errorCode has another number";
    NumberSwapped "number-swapped" Major "two errorCodes have each other's numbers";
    NumberReused "number-reused" Major "a number means another errorCode";
    NumberRemoved "number-removed" Major "an errorCode no longer has a number";
    StatusChanged "status-changed" Major "an errorCode has another HTTP status";
    ReasonChanged "reason-changed" Major "an HTTP status has another reason phrase";
    StatusRemoved "status-removed" Major "an HTTP status is gone";
    DefaultChanged "default-changed" Major "no number given means another errorCode";
    DefaultRemoved "default-removed" Major "no number given no longer means anything";
    GroupRenamed "group-renamed" Major "a group has another key";
    GroupRemoved "group-removed" Major "a group is gone, and its enum";
    EnumRenamed "enum-renamed" Major "a group's enum has another name in Rust";
    VariantRenamed "variant-renamed" Major "an errorCode or a status has another name in Rust";
    RetiredNameBack "retired-name-back" Major "a retired errorCode is in use again";
    RetiredNumberBack "retired-number-back" Major "a retired number is in use again";
    RetiredDropped "retired-dropped" Major "a retired name or number may be used again";
    CodeAdded "code-added" Minor "an errorCode is new";
    NumberAdded "number-added" Minor "an errorCode has a number now";
    StatusAdded "status-added" Minor "an HTTP status is new";
    AnswerAdded "answer-added" Minor "the API answers with a status on its own now";
    AnswerRemoved "answer-removed" Minor "the API no longer answers with a status on its own";
    DefaultAdded "default-added" Minor "no number given means an errorCode now";
    GroupAdded "group-added" Minor "a group is new, and its enum";
    Deprecated "deprecated" Minor "an errorCode is deprecated now";
    Undeprecated "undeprecated" Minor "an errorCode is no longer deprecated";
    MessageReworded "message-reworded" Patch "a message has other words";
    WhenReworded "when-reworded" Patch "a `when` has other words";
    AboutReworded "about-reworded" Patch "a group's `about` has other words";
    DeprecationReworded "deprecation-reworded" Patch "a `deprecated` has other words";
    RetiredAdded "retired-added" Patch "a name or number that was in no use is retired";
    RetiredReworded "retired-reworded" Patch "a retired entry has other words";
    Reordered "reordered" Patch "codes, groups or statuses are in another order";
}
