//! What is wrong or odd in a table, where it stands, and what to do about it.
use std::fmt;
use std::path::PathBuf;

/// One problem in the data: the file, the line, the column, and what is wrong there.
///
/// It prints as `my-data/enclaves.csv:17, column "host": no place has the id "31000"; did you
/// mean "310000"?`
#[derive(Debug, Clone, PartialEq)]
pub struct DataProblem {
    /// The file, with the path of the folder it was read from.
    pub file: PathBuf,
    /// The line, from 1, on which the row begins; `None` where the whole file is meant.
    pub line: Option<u64>,
    /// The column, where one cell is meant.
    pub column: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

/// Something odd in the data that is no error; it prints like a [`DataProblem`].
#[derive(Debug, Clone, PartialEq)]
pub struct DataWarning {
    /// The file, with the path of the folder it was read from.
    pub file: PathBuf,
    /// The line, from 1, on which the row begins; `None` where the whole file is meant.
    pub line: Option<u64>,
    /// The column, where one cell is meant.
    pub column: Option<String>,
    /// What is odd.
    pub oddity: Oddity,
}

/// What is wrong in a table.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The bytes are no UTF-8.
    #[error(
        "byte {byte} is not UTF-8; save the file as \"CSV UTF-8\" (Chinese Excel writes GB 18030 by default)"
    )]
    NotUtf8 {
        /// The position of the first such byte in the file, from 0.
        byte: usize,
    },
    /// A file that must be there is not.
    #[error("this file is needed and missing{}", suggestion(nearest.as_deref()))]
    MissingFile {
        /// A file that is there and looks like it.
        nearest: Option<String>,
    },
    /// There is nothing to make a network of.
    #[error(
        "a region needs at least one of agreements.csv, enclaves.csv, platforms.csv and councils.csv"
    )]
    NoCooperation,
    /// The file has no header line.
    #[error("the file is empty; its first line must name the columns")]
    NoHeader,
    /// The cells are not separated by commas.
    #[error("the header has no comma but {separator:?}; save the file as CSV with commas")]
    NoCommas {
        /// What seems to separate the cells.
        separator: char,
    },
    /// A column that must be there is not.
    #[error("the column {column:?} is needed and missing{}", suggestion(nearest.as_deref()))]
    MissingColumn {
        /// The column.
        column: &'static str,
        /// A column that is there and looks like it.
        nearest: Option<String>,
    },
    /// Two columns have one name, or mean one thing.
    #[error("the columns {first:?} and {second:?} mean the same; keep one")]
    RepeatedColumn {
        /// The first of them.
        first: String,
        /// The second.
        second: String,
    },
    /// A row has more or fewer cells than the header.
    #[error("the row has {cells} cells, the header has {columns}; {}", if cells < columns {
        "add the missing commas, or remove empty columns from the header"
    } else {
        "quote cells that hold a comma"
    })]
    RaggedRow {
        /// The cells of the row.
        cells: usize,
        /// The cells of the header.
        columns: usize,
    },
    /// A quoted cell is never closed.
    #[error("a quoted cell begins here and is never closed")]
    OpenQuote,
    /// `region.csv` has several rows, or none.
    #[error("this file must have exactly one row and has {rows}")]
    NotOneRow {
        /// The rows it has.
        rows: usize,
    },
    /// A cell that must be filled is empty.
    #[error("the cell must not be empty")]
    EmptyCell,
    /// A word outside a closed vocabulary.
    #[error("{} is not one of {}{}", quoted(value), allowed.join(", "), suggestion(nearest.as_deref()))]
    UnknownWord {
        /// The word.
        value: String,
        /// The words there are.
        allowed: &'static [&'static str],
        /// The nearest of them.
        nearest: Option<String>,
    },
    /// A reference to nothing.
    #[error("no {what} has the id {}{}", quoted(value), suggestion(nearest.as_deref()))]
    UnknownId {
        /// What was to be found.
        what: &'static str,
        /// The id.
        value: String,
        /// The nearest id there is.
        nearest: Option<String>,
    },
    /// A reference that fits rows of two tables.
    #[error("{} is an id in both {first} and {second}; rename one of the two", quoted(value))]
    AmbiguousId {
        /// The id.
        value: String,
        /// The first table that has it.
        first: &'static str,
        /// The second.
        second: &'static str,
    },
    /// An id that another row has already.
    #[error(
        "the id {} stands in line {line} already; remove the row or give it another id",
        quoted(value)
    )]
    RepeatedId {
        /// The id.
        value: String,
        /// The line of the row that has it.
        line: u64,
    },
    /// A row that says the same as another.
    #[error("the row repeats line {line}; remove one of the two")]
    RepeatedRow {
        /// The line of the other row.
        line: u64,
    },
    /// A list that names one thing twice.
    #[error("the list names {} twice; keep one", quoted(value))]
    RepeatedInList {
        /// What it names twice.
        value: String,
    },
    /// An id with a character that separates lists.
    #[error("the id {} holds a \";\", which separates lists; choose another", quoted(value))]
    SeparatorInId {
        /// The id.
        value: String,
    },
    /// An id with a character that cannot be seen.
    #[error("the id {value:?} holds a character that cannot be seen; type it anew")]
    InvisibleInId {
        /// The id.
        value: String,
    },
    /// A text that is no date.
    #[error(
        "{} is not a date; write 2017, 2017-04, 2017-04-10 or an interval such as 2019/2021",
        quoted(value)
    )]
    InvalidDate {
        /// The text.
        value: String,
    },
    /// An end that no day lets follow its start.
    #[error("{end} lies before the start, {start}; correct one of the two")]
    EndsBeforeStart {
        /// The start.
        start: String,
        /// The end.
        end: String,
    },
    /// A date the ledger cannot know of.
    #[error(
        "{date} lies after {as_of}, the as_of of region.csv; leave future dates empty or move as_of"
    )]
    AfterAsOf {
        /// The date.
        date: String,
        /// The last date the ledger can know of.
        as_of: String,
    },
    /// A member outside the life of what it is a member of.
    #[error("{date} lies outside the life of {}, {life}; correct one of the two", quoted(of))]
    OutsideLife {
        /// The date of joining or leaving.
        date: String,
        /// What it is a member of.
        of: String,
        /// From when to when that lives.
        life: String,
    },
    /// A text that is no number.
    #[error("{} is not a number; write 1234.5, without separators or units", quoted(value))]
    NotANumber {
        /// The text.
        value: String,
    },
    /// A number outside its range.
    #[error("{} is not {expected}", quoted(value))]
    OutOfRange {
        /// The number.
        value: String,
        /// What it must be.
        expected: &'static str,
    },
    /// A place or circle that contains itself.
    #[error("it is its own ancestor: {}; correct one of these parents", path(chain))]
    OwnAncestor {
        /// The ids from the row back to itself.
        chain: Vec<String>,
    },
    /// Rows that point to each other as the same fact.
    #[error("same_as goes in a ring: {}; let the later row name the earlier", path(chain))]
    SameAsRing {
        /// The ids from the row back to itself.
        chain: Vec<String>,
    },
    /// One place where two are needed.
    #[error("the same place stands in both columns; name two")]
    BothSides,
}

/// What is odd in a table and was noticed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Oddity {
    /// A file that is none of the tables.
    #[error("this file is none of the tables and was not read{}", suggestion(nearest.as_deref()))]
    UnknownFile {
        /// The nearest table.
        nearest: Option<String>,
    },
    /// A column that this table does not have.
    #[error("the column {column:?} is unknown and was not read{}", suggestion(nearest.as_deref()))]
    UnknownColumn {
        /// The column.
        column: String,
        /// The nearest column of the table.
        nearest: Option<String>,
    },
    /// A column of `places.csv` that is kept and looks like a misspelt one.
    #[error("the column {column:?} was kept as a further one{}", suggestion(nearest.as_deref()))]
    FurtherColumn {
        /// The column.
        column: String,
        /// The known column it looks like.
        nearest: Option<String>,
    },
    /// A column that is almost a number.
    #[error(
        "{texts} of {cells} cells of the column {column:?} are not numbers, so it was kept as text"
    )]
    MixedColumn {
        /// The column.
        column: String,
        /// The cells that are not numbers.
        texts: usize,
        /// The cells that are filled.
        cells: usize,
    },
    /// A weight of zero is no tie.
    #[error("a weight of zero makes no tie")]
    ZeroWeight,
    /// A name of a node that begins or ends with a blank.
    #[error("the name {id:?} has blanks around it and was taken as it is")]
    BlanksAroundName {
        /// The name.
        id: String,
    },
    /// A member of a circle that is no member of the circle around it.
    #[error("{place:?} is a member of {circle:?} but not of its parent {parent:?}")]
    OutsideParent {
        /// The member.
        place: String,
        /// The circle.
        circle: String,
        /// The circle around it.
        parent: String,
    },
    /// Further oddities of the file, which are counted only.
    #[error("{more} more oddities of this file are not listed")]
    More {
        /// How many there are.
        more: usize,
    },
}

/// `file:line, column "…": `, as far as they are known.
fn locate(
    f: &mut fmt::Formatter<'_>,
    file: &std::path::Path,
    line: Option<u64>,
    column: Option<&str>,
) -> fmt::Result {
    write!(f, "{}", file.display())?;
    if let Some(line) = line {
        write!(f, ":{line}")?;
    }
    if let Some(column) = column {
        write!(f, ", column {column:?}")?;
    }
    write!(f, ": ")
}

impl fmt::Display for DataProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        locate(f, &self.file, self.line, self.column.as_deref())?;
        self.problem.fmt(f)
    }
}

impl fmt::Display for DataWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        locate(f, &self.file, self.line, self.column.as_deref())?;
        self.oddity.fmt(f)
    }
}

/// A value in quotes; of a very long one, the beginning.
fn quoted(value: &str) -> String {
    const SHOWN: usize = 60;
    match value.char_indices().nth(2 * SHOWN) {
        None => format!("{value:?}"),
        Some(_) => {
            let start: String = value.chars().take(SHOWN).collect();
            format!("{start:?}…")
        }
    }
}

/// Ids one after another; of very many, the first and the last.
fn path(ids: &[String]) -> String {
    const SHOWN: usize = 10;
    match ids {
        [first @ .., last] if first.len() > SHOWN => {
            format!("{} → … → {last}", first[..SHOWN].join(" → "))
        }
        _ => ids.join(" → "),
    }
}

/// `; did you mean "…"?`, if there is something to mean.
pub(crate) fn suggestion(nearest: Option<&str>) -> String {
    nearest.map(|word| format!("; did you mean {word:?}?")).unwrap_or_default()
}

/// The word of `words` nearest to `word`, if one is near enough to be meant.
pub(crate) fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<String> {
    /// Nobody mistypes a word this long, and comparing words takes the product of their lengths.
    const LONGEST: usize = 64;
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let near = |candidate: &'a str| {
        let other = candidate.chars().take(2 * LONGEST).count();
        let allowed = 1.max(length.min(other) / 3);
        if length.abs_diff(other) > allowed {
            return None;
        }
        let distance = strsim::damerau_levenshtein(word, candidate);
        // Something must be left of the word.
        (distance <= allowed && distance < length.max(other)).then_some((distance, candidate))
    };
    words.into_iter().filter_map(near).min().map(|(_, candidate)| candidate.to_owned())
}
