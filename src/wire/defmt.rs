//! `defmt::Format` for codes and bodies.

use super::any_code::AnyCode;
use super::body::ErrorBody;
use super::received::ReceivedError;

impl<S: AsRef<str>> defmt::Format for AnyCode<S> {
    /// Writes the errorCode. A known errorCode is interned. An unknown errorCode is written as a string.
    fn format(&self, f: defmt::Formatter<'_>) {
        match (self.known(), self.as_str()) {
            (Some(code), _) => code.format(f),
            (None, Some(text)) => defmt::write!(f, "{=str}", text),
            (None, None) => defmt::write!(f, "unknown errorCode"),
        }
    }
}

impl<S: AsRef<str>> defmt::Format for ReceivedError<S> {
    /// Writes the errorCode and the message, or only the part that is present. The reason phrase replaces a missing
    /// message. Without these parts, writes the HTTP status.
    fn format(&self, f: defmt::Formatter<'_>) {
        let text = self.message.as_ref().or(self.error.as_ref()).map(S::as_ref);
        match (&self.code, text, self.status()) {
            (Some(code), Some(text), _) => defmt::write!(f, "{}: {=str}", code, text),
            (Some(code), None, _) => code.format(f),
            (None, Some(text), _) => defmt::write!(f, "{=str}", text),
            (None, None, Some(status)) => defmt::write!(f, "HTTP status {=u16}", status),
            (None, None, None) => defmt::write!(f, "an error without errorCode and message"),
        }
    }
}

impl<M: AsRef<str>> defmt::Format for ErrorBody<M> {
    /// Writes the message.
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "{=str}", self.message());
    }
}
