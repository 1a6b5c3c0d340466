//! The researcher's interface: a folder of CSV files, read into a [`Region`](crate::Region) and
//! written from it.
//!
//! [`Region::read`] reads a folder, [`Region::from_tables`] reads from memory, [`Region::write`]
//! writes a folder and [`Region::to_tables`] to memory; reading what was written gives an equal
//! region. Which files and columns there are is told in the
//! [data format](crate::guide::data_format). Bad input is refused with *all* its problems, each
//! with file, line, column, value and remedy.
//!
//! [`Region::read`]: crate::Region::read
//! [`Region::from_tables`]: crate::Region::from_tables
//! [`Region::write`]: crate::Region::write
//! [`Region::to_tables`]: crate::Region::to_tables
//!
//! | here | what it does |
//! |---|---|
//! | `file` | one CSV file: encoding, header, ragged rows, line numbers |
//! | `cell` | what a cell can hold |
//! | `layout` | which columns each table has, said once |
//! | `header`, `row_reader`, `row_writer` | the three who walk over a layout |
//! | `sheet`, `further` | the rows of a file beside its table; columns beyond the known ones |
//! | `rows`, `members` | whole tables |
//! | `read`, `write` | whole folders |
//! | `reference`, `check` | what concerns several rows or tables |
mod cell;
mod check;
mod file;
mod fingerprint;
mod further;
mod header;
mod layout;
mod members;
mod read;
mod reference;
mod row_reader;
mod row_writer;
mod rows;
mod sheet;
mod write;

pub use crate::problem::{DataProblem, DataWarning, Oddity, Problem};
pub(crate) use cell::number;
pub(crate) use file::{At, Notes, Rows};
pub use read::PROBLEMS_SHOWN;
pub use write::header;
