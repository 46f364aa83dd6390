//! Codes, answers and numbers on the wire. serde's traits are implemented by hand and need no allocator.

mod any_code;
mod body;
mod code;
#[cfg(feature = "defmt")]
mod defmt;
#[cfg(feature = "http")]
mod http;
pub mod numeric;
mod received;
mod status;
mod text;

pub use any_code::AnyCode;
pub use body::ErrorBody;
pub use numeric::Numeric;
pub use received::ReceivedError;
pub use text::NoText;
