//! Finding rows by identifier without holding the identifiers twice.
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::hash::{BuildHasher, RandomState};

/// An index of one table's identifiers. Its order is never looked at, so that it may be random.
#[derive(Debug, Clone)]
pub(crate) struct Ids {
    rows: HashTable<Slot>,
    keys: [u64; 2],
}

/// A row and the hash of its id, so that the table grows without looking at ids.
#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u32,
    row: u32,
}

impl Slot {
    /// The hash spread to the highest bits, which the table looks at, too.
    fn spread(self) -> u64 {
        u64::from(self.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

impl Default for Ids {
    fn default() -> Self {
        let random = RandomState::new();
        Self { rows: HashTable::new(), keys: [0u8, 1].map(|nth| random.hash_one(nth)) }
    }
}

impl Ids {
    /// The hash of an id: eight bytes at a time are multiplied and folded, as wyhash does, with
    /// keys that differ from run to run, so that nobody can write ids that collide.
    pub(crate) fn hash(&self, id: &str) -> u32 {
        let fold = |a: u64, b: u64| {
            let product = u128::from(a) * u128::from(b);
            product as u64 ^ (product >> 64) as u64
        };
        let word = |bytes: &[u8]| {
            bytes.iter().rev().fold(0, |word: u64, &byte| word << 8 | u64::from(byte))
        };
        let [first, second] = self.keys;
        let mut hash = first ^ id.len() as u64;
        let mut chunks = id.as_bytes().chunks_exact(8);
        for chunk in &mut chunks {
            hash = fold(word(chunk) ^ second, hash);
        }
        fold(word(chunks.remainder()) ^ second, hash) as u32
    }

    /// Makes room for so many more.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.rows.reserve(more, |slot| slot.spread());
    }

    /// Adds a row whose id has this hash; the row that has its id already, if one does.
    pub(crate) fn insert(
        &mut self,
        hash: u32,
        row: u32,
        is_same: impl Fn(u32) -> bool,
    ) -> Result<(), u32> {
        let new = Slot { hash, row };
        let is_same = |slot: &Slot| slot.hash == hash && is_same(slot.row);
        match self.rows.entry(new.spread(), is_same, |slot| slot.spread()) {
            Entry::Occupied(taken) => Err(taken.get().row),
            Entry::Vacant(free) => {
                free.insert(new);
                Ok(())
            }
        }
    }

    /// The row with this id.
    pub(crate) fn find<'a>(&self, id: &str, id_of: impl Fn(u32) -> &'a str) -> Option<u32> {
        let like = Slot { hash: self.hash(id), row: 0 };
        let is_same = |slot: &Slot| slot.hash == like.hash && id_of(slot.row) == id;
        self.rows.find(like.spread(), is_same).map(|slot| slot.row)
    }
}
