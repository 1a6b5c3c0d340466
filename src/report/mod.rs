//! Turning results into what people read.
//!
//! | here | what it is |
//! |---|---|
//! | [`TextTable`] | a table for a terminal, where Chinese names take two columns, or for Markdown |
//! | [`Names`] | which names of cities to print |
//! | [`CirclePacking`] | a picture: circles inside circles, cities as dots, declared circles as outlines |
//! | [`Dendrogram`] | a picture: the tree of circles |
//! | `circles`, `circle_words`, `circles_in_ties` | an examination of circles in plain words |
//! | `circle_pictures` | its pictures |
//! | [`number`] | a number as short as it can be said |
mod circle_packing;
mod circle_pictures;
mod circle_words;
mod circles;
mod circles_in_ties;
mod dendrogram;
mod packing;
mod svg;
mod text_table;

pub use circle_packing::{CirclePacking, Outline};
pub use dendrogram::Dendrogram;
pub use text_table::{TextTable, wrap};

use serde::Serialize;

/// Which names to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Names {
    /// English names.
    En,
    /// Local names.
    Local,
    /// Both: `Wuhan 武汉`.
    #[default]
    Both,
}

impl Names {
    /// The name to print.
    pub fn choose(self, name: &str, local: Option<&str>) -> String {
        match (self, local) {
            (Self::En, _) | (_, None) => name.to_owned(),
            (Self::Local, Some(local)) => local.to_owned(),
            (Self::Both, Some(local)) => format!("{name} {local}"),
        }
    }
}

/// A number with three decimals, or fewer where it is whole or large.
///
/// ```
/// use conurbation::report::number;
/// assert_eq!([number(41.0), number(0.28387), number(1234.56)], ["41", "0.284", "1234.6"]);
/// assert_eq!(number(0.000012), "1.20e-5");
/// ```
pub fn number(value: f64) -> String {
    let size = value.abs();
    if size < 1e15 && (value - value.round()).abs() < 1e-9 * size.min(1.0) || size == 0.0 {
        format!("{:.0}", value.round() + 0.0)
    } else if !(1e-3..1e9).contains(&size) {
        format!("{value:.2e}")
    } else if size >= 1000.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.3}")
    }
}
