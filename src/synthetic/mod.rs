//! Worlds with a known answer: seeded ledgers and networks to try methods on.
