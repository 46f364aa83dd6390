//! What is met twice, and what comes first. The standard library's maps and sorts are generic and long, and every user
//! compiles them anew for each type they are called with; these are short, and compiled once.

/// The first place of each text.
pub struct Seen<'a> {
    slots: Vec<Option<(&'a str, usize)>>,
}

impl<'a> Seen<'a> {
    /// Has room for so many texts.
    pub fn new(texts: usize) -> Self {
        Self { slots: vec![None; (texts * 2 + 1).next_power_of_two()] }
    }

    /// The place of a text that was met before. What is met for the first time is kept; an empty one is none.
    pub fn first(&mut self, text: &'a str, place: usize) -> Option<usize> {
        let slot = self.slot(text);
        if self.slots[slot].is_none() && !text.is_empty() {
            self.slots[slot] = Some((text, place));
            return None;
        }
        self.get(text)
    }

    pub fn get(&self, text: &str) -> Option<usize> {
        self.slots[self.slot(text)].map(|(_, place)| place)
    }

    /// Where the text is, or else belongs.
    fn slot(&self, text: &str) -> usize {
        let mut hash = 0_usize;
        for &byte in text.as_bytes() {
            hash = (hash ^ usize::from(byte)).wrapping_mul(0x0100_0193);
        }
        loop {
            let slot = hash % self.slots.len();
            match self.slots[slot] {
                Some((other, _)) if other != text => hash = hash.wrapping_add(1),
                _ => return slot,
            }
        }
    }
}

/// The positions from `0` to `len` in ascending order, equal ones as they are (a merge sort).
pub fn sorted(len: usize, is_less: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order = Vec::with_capacity(len);
    for at in 0..len {
        order.push(at);
    }
    let mut run = 1;
    while run < len {
        let mut merged = Vec::with_capacity(len);
        let mut start = 0;
        while start < len {
            let (middle, end) = (len.min(start + run), len.min(start + 2 * run));
            let (mut left, mut right) = (start, middle);
            while left < middle || right < end {
                if left == middle || right < end && is_less(order[right], order[left]) {
                    merged.push(order[right]);
                    right += 1;
                } else {
                    merged.push(order[left]);
                    left += 1;
                }
            }
            start = end;
        }
        order = merged;
        run *= 2;
    }
    order
}
