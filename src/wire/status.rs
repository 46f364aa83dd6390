//! serde's traits for [`Status`] and [`Group`]. A status is written as its number, and a group as its key.

use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::numeric::NumberVisitor;
use crate::generated::{Group, Status};

impl Serialize for Status {
    /// Writes the status's number.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.as_u16())
    }
}

impl<'de> Deserialize<'de> for Status {
    /// Reads a status from its number. The error for an unknown number contains the number.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_u16(NumberVisitor::new(|f| f.write_str("the number of an HTTP status")))
    }
}

impl Serialize for Group {
    /// Writes the group's key as a string.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Group {
    /// Reads a group from its key. The error for an unknown key contains the key.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(GroupVisitor)
    }
}

struct GroupVisitor;

impl Visitor<'_> for GroupVisitor {
    type Value = Group;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the key of a group")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Group, E> {
        key.parse().map_err(E::custom)
    }
}
