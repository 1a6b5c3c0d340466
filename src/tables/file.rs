//! One CSV file: its bytes, its header, its rows, and where in it each row begins.
//!
//! Problems are noted by byte and turned into line numbers at the end, by counting line breaks,
//! so that lines are right after blank lines and inside quoted cells and cost nothing otherwise.
use crate::problem::{DataProblem, DataWarning, Oddity, Problem};
use csv::StringRecord;
use std::path::Path;

/// Problems kept for one file; the rest are counted.
const KEPT: usize = 1000;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Where in a file: the byte at which a row begins, and the column.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    pub(crate) byte: Option<u64>,
    pub(crate) column: Option<String>,
}

impl At {
    pub(crate) fn row(byte: u64) -> Self {
        Self { byte: Some(byte), column: None }
    }

    pub(crate) fn cell(byte: u64, column: &str) -> Self {
        Self { byte: Some(byte), column: Some(column.to_owned()) }
    }
}

/// What was noticed in one file.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// A problem and, where it mentions another row, the byte at which that begins.
    problems: Vec<(At, Problem, Option<u64>)>,
    more: usize,
    oddities: Vec<(At, Oddity)>,
    more_oddities: usize,
}

impl Notes {
    pub(crate) fn problem(&mut self, at: At, problem: Problem) {
        self.problem_with(at, problem, None);
    }

    /// A problem that mentions the row beginning at `other`.
    pub(crate) fn problem_with(&mut self, at: At, problem: Problem, other: Option<u64>) {
        self.problems.push((at, problem, other));
        if self.problems.len() > 2 * KEPT {
            self.problems.sort_by(|a, b| a.0.cmp(&b.0));
            self.more += self.problems.len() - KEPT;
            self.problems.truncate(KEPT);
        }
    }

    pub(crate) fn oddity(&mut self, at: At, oddity: Oddity) {
        if self.oddities.len() < KEPT {
            self.oddities.push((at, oddity));
        } else {
            self.more_oddities += 1;
        }
    }

    /// Turns bytes into lines; the problems not kept are counted in `more`.
    pub(crate) fn finish(
        mut self,
        file: &Path,
        bytes: &[u8],
    ) -> (Vec<DataProblem>, usize, Vec<DataWarning>) {
        self.problems.sort_by(|a, b| a.0.cmp(&b.0));
        self.oddities.sort_by(|a, b| a.0.cmp(&b.0));
        let mut marks: Vec<u64> = self.oddities.iter().filter_map(|(at, _)| at.byte).collect();
        for (at, _, other) in &self.problems {
            marks.extend(at.byte.iter().chain(other));
        }
        let lines = Lines::new(bytes, marks);
        let problems = self.problems.into_iter().map(|(at, mut problem, other)| {
            if let (Some(other), Problem::RepeatedId { line, .. } | Problem::RepeatedRow { line }) =
                (other, &mut problem)
            {
                *line = lines.of(other);
            }
            let line = at.byte.map(|byte| lines.of(byte));
            DataProblem { file: file.to_owned(), line, column: at.column, problem }
        });
        let rest = (self.more_oddities > 0).then_some(Oddity::More { more: self.more_oddities });
        let rest = rest.map(|oddity| (At::default(), oddity));
        let warnings = rest.into_iter().chain(self.oddities).map(|(at, oddity)| {
            let line = at.byte.map(|byte| lines.of(byte));
            DataWarning { file: file.to_owned(), line, column: at.column, oddity }
        });
        (problems.collect(), self.more, warnings.collect())
    }
}

/// The line numbers of some bytes.
struct Lines(Vec<(u64, u64)>);

impl Lines {
    fn new(bytes: &[u8], mut marks: Vec<u64>) -> Self {
        marks.sort_unstable();
        marks.dedup();
        let (mut line, mut seen) = (1, 0);
        let numbered = marks.into_iter().map(|mark| {
            let part = &bytes[seen..(mark as usize).min(bytes.len())];
            line += breaks(part, bytes.get(seen + part.len()).copied());
            seen += part.len();
            (mark, line)
        });
        Self(numbered.collect())
    }

    fn of(&self, byte: u64) -> u64 {
        self.0.binary_search_by_key(&byte, |&(mark, _)| mark).map_or(0, |found| self.0[found].1)
    }
}

/// The line breaks in a part of a file: `\n`, `\r\n`, or `\r` alone.
fn breaks(part: &[u8], next: Option<u8>) -> u64 {
    let follows = part.iter().skip(1).copied().map(Some).chain([next]);
    let is_break =
        |(&byte, next): (&u8, Option<u8>)| byte == b'\n' || (byte == b'\r' && next != Some(b'\n'));
    part.iter().zip(follows).filter(|&pair| is_break(pair)).count() as u64
}

/// The rows of one CSV file.
pub(crate) struct Rows<'a> {
    bytes: &'a [u8],
    start: u64,
    reader: csv::Reader<&'a [u8]>,
    /// The names of the columns.
    pub(crate) header: Vec<String>,
    /// The current row, the byte it begins at, and whether it is as long as the header.
    pub(crate) record: StringRecord,
    pub(crate) byte: u64,
    pub(crate) whole: bool,
    /// Whether rows are missing: bytes are not UTF-8, or the file ends within a quoted cell.
    pub(crate) broken: bool,
}

impl<'a> Rows<'a> {
    /// Reads the header; `None`, with the problem noted, if there is nothing to read.
    pub(crate) fn open(bytes: &'a [u8], notes: &mut Notes) -> Option<Self> {
        let start = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(1 << 16)
            .from_reader(&bytes[start..]);
        let mut rows = Self {
            bytes,
            start: start as u64,
            reader,
            header: Vec::new(),
            record: StringRecord::new(),
            byte: 0,
            whole: true,
            broken: false,
        };
        let found = rows.advance(notes);
        if rows.broken {
            return None;
        }
        if !found || rows.record.iter().all(|name| name.trim().is_empty()) {
            notes.problem(At::default(), Problem::NoHeader);
            return None;
        }
        rows.header = rows.record.iter().map(|name| name.trim().to_owned()).collect();
        let only = rows.header.first().filter(|_| rows.header.len() == 1);
        if let Some(separator) = only.and_then(|name| name.chars().find(|&c| c == ';' || c == '\t'))
        {
            notes.problem(At::row(rows.byte), Problem::NoCommas { separator });
            return None;
        }
        Some(rows)
    }

    /// The next row as long as the header, with the byte it begins at; others are noted.
    pub(crate) fn next(&mut self, notes: &mut Notes) -> Option<(&StringRecord, u64)> {
        while self.step(notes) {
            if self.whole {
                return Some((&self.record, self.byte));
            }
        }
        None
    }

    /// Goes to the next row that is not blank; one that is not as long as the header is noted.
    pub(crate) fn step(&mut self, notes: &mut Notes) -> bool {
        while self.advance(notes) {
            let blank = self.record.get(0).is_none_or(|cell| cell.trim().is_empty())
                && self.record.iter().all(|cell| cell.trim().is_empty());
            if blank {
                continue;
            }
            let (cells, columns) = (self.record.len(), self.header.len());
            self.whole = cells == columns;
            if !self.whole {
                notes.problem(At::row(self.byte), Problem::RaggedRow { cells, columns });
            }
            return true;
        }
        false
    }

    /// Goes to the next row, unless the file ends before it does.
    fn advance(&mut self, notes: &mut Notes) -> bool {
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return false,
            // Bytes in memory can be read and rows may be of any length: only the text can fail.
            Err(_) => {
                self.not_utf8(notes);
                return false;
            }
        }
        self.byte = self.row_start();
        let at_end = self.start + self.reader.position().byte() >= self.bytes.len() as u64;
        if at_end && ends_quoted(&self.bytes[self.byte as usize..]) {
            notes.problem(At::row(self.byte), Problem::OpenQuote);
            self.broken = true;
        }
        !self.broken
    }

    /// Notes the first byte that is not UTF-8, at the line it stands in.
    fn not_utf8(&mut self, notes: &mut Notes) {
        self.broken = true;
        let byte =
            std::str::from_utf8(self.bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let is_break = |&byte: &u8| matches!(byte, b'\n' | b'\r');
        let line_start = self.bytes[..byte].iter().rposition(is_break).map_or(0, |at| at + 1);
        notes.problem(At::row(line_start as u64), Problem::NotUtf8 { byte });
    }

    /// Where the current row begins, blank lines before it not counted.
    fn row_start(&self) -> u64 {
        let mut byte = self.record.position().map_or(0, csv::Position::byte) + self.start;
        while matches!(self.bytes.get(byte as usize), Some(b'\r' | b'\n')) {
            byte += 1;
        }
        byte
    }
}

/// Whether a row ends within a quoted cell.
fn ends_quoted(row: &[u8]) -> bool {
    let (mut quoted, mut cell_start) = (false, true);
    let mut bytes = row.iter().peekable();
    while let Some(&byte) = bytes.next() {
        match (quoted, byte) {
            // Two quotes stand for one.
            (true, b'"') => quoted = bytes.next_if_eq(&&b'"').is_some(),
            (true, _) => {}
            (false, b'"') => quoted = cell_start,
            (false, _) => {}
        }
        cell_start = !quoted && byte == b',';
    }
    quoted
}
