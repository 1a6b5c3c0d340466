//! Reads the tables of a region and reports every problem of every file at once.
use super::cell::{Context, Lists};
use super::check;
use super::file::{At, Notes};
use super::members::Owners;
use super::reference::suggest;
use crate::problem::{DataProblem, DataWarning, Oddity, Problem, nearest};
use crate::region::*;
use crate::{Error, Result};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How many problems an error lists; the rest are counted.
pub const PROBLEMS_SHOWN: usize = 100;

/// The bytes at which the rows of a table begin in its file.
pub(super) type Bytes = Vec<u64>;

/// The files of one region, what was noticed in each, and where their rows begin.
pub(super) struct Reading<'a> {
    pub(super) folder: PathBuf,
    pub(super) files: BTreeMap<Table, (&'a [u8], Notes)>,
    pub(super) starts: BTreeMap<Table, Bytes>,
    /// Tables of which not all rows could be read.
    pub(super) lost: Vec<Table>,
    warnings: Vec<DataWarning>,
    problems: Vec<DataProblem>,
}

impl Region {
    /// Reads a region from a folder of CSV files.
    ///
    /// # Errors
    /// [`Error::MissingFolder`], [`Error::Io`], or [`Error::Data`] with every problem of every
    /// file, ordered by file and line (the first [`PROBLEMS_SHOWN`], with a count of the rest).
    pub fn read(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = folder.as_ref();
        if !folder.is_dir() {
            return Err(Error::MissingFolder { path: folder.to_owned() });
        }
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| Error::Io { path, source }
        };
        let mut files = Vec::new();
        for entry in folder.read_dir().map_err(io(folder))? {
            let path = entry.map_err(io(folder))?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let Some(name) = name.filter(|name| is_meant_as_table(name)) else { continue };
            if !path.metadata().map_err(io(&path))?.is_file() {
                let source = std::io::Error::new(ErrorKind::InvalidInput, "it is not a file");
                return Err(Error::Io { path, source });
            }
            files.push((name, std::fs::read(&path).map_err(io(&path))?));
        }
        files.sort();
        Self::from_files(folder, files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])))
    }

    /// Reads a region from memory: pairs of a file name (`places.csv`) and its bytes.
    ///
    /// ```
    /// use conurbation::Region;
    /// let region = Region::from_tables([
    ///     ("places.csv", "id,name,level\na,Ahe,city\nb,Bei,city\n".as_bytes()),
    ///     ("agreements.csv", "id,parties,start\nA1,a;b,2019-04\n".as_bytes()),
    /// ])?;
    /// assert_eq!(region.agreements()[0].parties.len(), 2);
    /// # Ok::<(), conurbation::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Data`], as [`read`](Self::read).
    pub fn from_tables<'a>(tables: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Self> {
        Self::from_files(Path::new(""), tables)
    }

    fn from_files<'a>(
        folder: &Path,
        files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<Self> {
        let mut reading = Reading::new(folder, files);
        let region = reading.region();
        reading.finish(region)
    }
}

/// A CSV file, or one called like a table, such as `agreements.xlsx`, which is not read.
fn is_meant_as_table(name: &str) -> bool {
    let lower = name.to_lowercase();
    let stem = lower.split('.').next();
    lower.ends_with(".csv") || Table::ALL.iter().any(|table| stem == Some(table.stem()))
}

impl<'a> Reading<'a> {
    fn new(folder: &Path, files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let mut reading = Self {
            folder: folder.to_owned(),
            files: BTreeMap::new(),
            starts: BTreeMap::new(),
            lost: Vec::new(),
            warnings: Vec::new(),
            problems: Vec::new(),
        };
        for (name, bytes) in files {
            match Table::ALL.iter().find(|table| table.file() == name) {
                Some(&table) => {
                    reading.files.insert(table, (bytes, Notes::default()));
                }
                None => {
                    let files = Table::ALL.iter().map(|table| table.file());
                    let lower = name.to_lowercase();
                    let stem = lower.split('.').next().unwrap_or(&lower);
                    let table = Table::ALL.iter().find(|table| table.stem() == stem);
                    let same = table.map(|table| table.file().to_owned());
                    let nearest = same.or_else(|| nearest(&lower, files));
                    let oddity = Oddity::UnknownFile { nearest };
                    let file = folder.join(name);
                    reading.warnings.push(DataWarning { file, line: None, column: None, oddity });
                }
            }
        }
        reading
    }

    /// Notes a problem of a row, given by its position in its table.
    pub(super) fn problem(&mut self, table: Table, row: usize, column: &str, problem: Problem) {
        let at = self.at(table, row, column);
        if let Some((_, notes)) = self.files.get_mut(&table) {
            notes.problem(at, problem);
        }
    }

    /// Notes something odd in a row, given by its position in its table.
    pub(super) fn oddity(&mut self, table: Table, row: usize, column: &str, oddity: Oddity) {
        let at = self.at(table, row, column);
        if let Some((_, notes)) = self.files.get_mut(&table) {
            notes.oddity(at, oddity);
        }
    }

    /// Notes that a row says the same as an earlier one.
    pub(super) fn repeated(&mut self, table: Table, row: usize, first: usize) {
        let at = At { column: None, ..self.at(table, row, "") };
        let first = self.at(table, first, "").byte;
        if let Some((_, notes)) = self.files.get_mut(&table) {
            notes.problem_with(at, Problem::RepeatedRow { line: 0 }, first);
        }
    }

    fn at(&self, table: Table, row: usize, column: &str) -> At {
        let byte = self.starts.get(&table).and_then(|starts| starts.get(row)).copied();
        At { byte, column: Some(column.to_owned()) }
    }

    /// Whether a table may hold rows that could not be read.
    pub(super) fn is_lost(&self, table: Table) -> bool {
        self.lost.contains(&table)
    }

    /// A file that must be there and is not.
    pub(super) fn missing(&mut self, file: &str, problem: Problem) {
        let file = self.folder.join(file);
        self.problems.push(DataProblem { file, line: None, column: None, problem });
    }

    /// A file that was not read and may be meant by this name.
    pub(super) fn unknown_file_like(&self, file: &str) -> Option<String> {
        let names = self.warnings.iter().filter_map(|warning| warning.file.file_name()?.to_str());
        nearest(file, names)
    }

    /// Every table, in an order in which what is referred to comes first.
    fn region(&mut self) -> Region {
        let (sources, source_ids) =
            self.identified(Table::Sources, &Context::default(), |row: &Source| &row.id);
        let cited = self.files.contains_key(&Table::Sources) && !self.is_lost(Table::Sources);
        let lists = Lists::default();
        let nowhere = Context {
            sources: cited.then_some((&sources, &source_ids)),
            lists: Some(&lists),
            ..Context::default()
        };
        let info = self.info(&nowhere);
        let (places, place_ids) = self.places(&nowhere);
        let known = !self.is_lost(Table::Places);
        let free = Context { places: known.then_some((&places, &place_ids)), ..nowhere };
        let bounded = Context { as_of: info.as_of, ..free };

        let (mut councils, council_ids) =
            self.identified(Table::Councils, &bounded, |row: &Council| &row.id);
        let owners = Owners {
            table: Table::Councils,
            ids: &council_ids,
            id: &|row| &councils[row].id,
            life: &|row| (councils[row].start, councils[row].end),
        };
        let members = self.members(Table::CouncilMembers, &bounded, &owners);
        self.attach(Table::CouncilMembers, members, &mut councils, |row| &mut row.members);

        let (mut agreements, agreement_ids) =
            self.identified(Table::Agreements, &bounded, |row: &Agreement| &row.id);
        let owners = Owners {
            table: Table::Agreements,
            ids: &agreement_ids,
            id: &|row| &agreements[row].id,
            life: &|_| (None, None),
        };
        let parties = self.members(Table::AgreementParties, &bounded, &owners);
        self.attach(Table::AgreementParties, parties, &mut agreements, |row| &mut row.parties);

        let (enclaves, enclave_ids) =
            self.identified(Table::Enclaves, &bounded, |row: &Enclave| &row.id);

        let (mut platforms, platform_ids) =
            self.identified(Table::Platforms, &bounded, |row: &Platform| &row.id);
        let owners = Owners {
            table: Table::Platforms,
            ids: &platform_ids,
            id: &|row| &platforms[row].id,
            life: &|row| (platforms[row].start, platforms[row].end),
        };
        let members = self.members(Table::PlatformMembers, &bounded, &owners);
        self.attach(Table::PlatformMembers, members, &mut platforms, |row| &mut row.members);

        let (mut circles, circle_ids) =
            self.identified(Table::Circles, &bounded, |row: &Circle| &row.id);
        let owners = Owners {
            table: Table::Circles,
            ids: &circle_ids,
            id: &|row| &circles[row].id,
            life: &|row| (circles[row].start, circles[row].end),
        };
        let members = self.members(Table::CircleMembers, &bounded, &owners);
        self.attach(Table::CircleMembers, members, &mut circles, |row| &mut row.members);

        let meetings = self.list(Table::Meetings, &bounded);
        let acts = self.list(Table::Acts, &bounded);
        let borders = self.list(Table::Borders, &free);
        let rivalries = self.list(Table::Rivalries, &bounded);
        let observations = self.list(Table::Observations, &free);
        let (claims, claim_ids) = self.identified(Table::Claims, &free, |row: &Claim| &row.id);

        let index = Index {
            places: place_ids,
            agreements: agreement_ids,
            enclaves: enclave_ids,
            platforms: platform_ids,
            councils: council_ids,
            circles: circle_ids,
            claims: claim_ids,
            sources: source_ids,
            ..Index::default()
        };
        let mut region = Region {
            info,
            places,
            agreements,
            enclaves,
            platforms,
            councils,
            meetings,
            acts,
            circles,
            borders,
            rivalries,
            observations,
            claims,
            sources,
            warnings: Vec::new(),
            index,
        };
        region.index_ancestors();
        check::across(&region, self);
        region
    }

    /// The region, if nothing was wrong.
    fn finish(mut self, mut region: Region) -> Result<Region> {
        let cooperation = [Table::Agreements, Table::Enclaves, Table::Platforms, Table::Councils];
        if !cooperation.iter().any(|table| self.files.contains_key(table)) {
            self.missing("agreements.csv", Problem::NoCooperation);
        }
        let mut more = 0;
        for (table, (bytes, notes)) in self.files {
            let path = self.folder.join(table.file());
            let (problems, uncounted, warnings) = notes.finish(&path, bytes);
            self.problems.extend(problems);
            self.warnings.extend(warnings);
            more += uncounted;
        }
        if self.problems.is_empty() {
            self.warnings.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            region.warnings = self.warnings;
            return Ok(region);
        }
        self.problems
            .sort_by(|a, b| (&a.file, a.line, &a.column).cmp(&(&b.file, b.line, &b.column)));
        more += self.problems.len().saturating_sub(PROBLEMS_SHOWN);
        self.problems.truncate(PROBLEMS_SHOWN);
        suggest(&region, &mut self.problems);
        Err(Error::Data { problems: self.problems, more })
    }
}
