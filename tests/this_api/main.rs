//! The facts of this API's reference, and the enums of its groups. Another API deletes this folder.

#[cfg(feature = "serde")]
mod documented;
mod lookups;
mod reference;
mod traits;
#[cfg(feature = "serde")]
mod wire_codes;
#[cfg(feature = "serde")]
mod wire_numbers;
