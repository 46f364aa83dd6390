//! The same tables written as one would by hand: strum's derive, a `match`, a `phf` map. Made by the build script.

include!(concat!(env!("OUT_DIR"), "/twins.rs"));
