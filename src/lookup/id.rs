//! The id of a string, and an index from ids to positions.

/// FNV-1a's offset basis and prime, 32 bits.
const BASIS: u32 = 0x811c_9dc5;
const PRIME: u32 = 0x0100_0193;

/// Returns the 32-bit FNV-1a hash of a string. It takes one multiplication per byte, and no lookup table.
pub const fn fnv_1a(text: &[u8]) -> u32 {
    let mut id = BASIS;
    let mut rest = text;
    while let Some((byte, tail)) = rest.split_first() {
        id = (id ^ *byte as u32).wrapping_mul(PRIME);
        rest = tail;
    }
    id
}

/// Returns the position of the name with this id, or the count of names if no name has this id.
pub const fn find(names: &[&str], id: u32) -> usize {
    let mut rest = names;
    while let Some((name, tail)) = rest.split_first() {
        if fnv_1a(name.as_bytes()) == id {
            break;
        }
        rest = tail;
    }
    names.len().wrapping_sub(rest.len())
}

/// A perfect hash of ids, laid out by the build script. The slot of an id plus the displacement of its bucket is the
/// number of its entry.
#[derive(Clone, Copy)]
pub struct IdIndex {
    /// An odd number.
    pub factor: u32,
    /// One per bucket. The count is a power of two.
    pub displacements: &'static [u8],
    pub slots: u32,
    /// The size of an entry in bytes.
    pub width: usize,
    /// One position per entry, little-endian. An empty entry may hold any position.
    pub entries: &'static [u8],
}

impl IdIndex {
    /// Returns the only position that a code with this id can have. If no code has this id, the position may be past
    /// all codes.
    #[inline]
    pub const fn position(&self, id: u32) -> usize {
        let bucket = bucket(id, self.displacements.len());
        if bucket >= self.displacements.len() {
            return usize::MAX;
        }
        let entry = slot(id, self.factor, self.slots) + self.displacements[bucket] as usize;
        let mut position = 0;
        let mut at = self.width;
        while at > 0 {
            at -= 1;
            let byte = entry * self.width + at;
            if byte >= self.entries.len() {
                return usize::MAX;
            }
            position = position << 8 | self.entries[byte] as usize;
        }
        position
    }
}

/// Maps an id's lowest bits to one of `buckets` buckets. `buckets` is a power of two.
#[inline]
pub const fn bucket(id: u32, buckets: usize) -> usize {
    id as usize & (buckets - 1)
}

/// Maps the highest bits of an id's product to one of `slots` slots.
#[inline]
pub const fn slot(id: u32, factor: u32, slots: u32) -> usize {
    ((id.wrapping_mul(factor) as u64 * slots as u64) >> 32) as usize
}
