//! Codes, answers and numbers on the wire: serde's traits, written by hand, without an allocator.

#[macro_use]
mod code;
mod any_code;
mod body;
#[macro_use]
pub mod numeric;
mod received;
mod text;

pub use any_code::AnyCode;
pub use body::ErrorBody;
pub(crate) use code::deserialize;
pub use received::ReceivedError;
pub use text::NoText;
