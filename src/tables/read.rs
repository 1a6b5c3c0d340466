//! Reads the tables of a region and reports every problem of every file at once.
use super::cell::Context;
use super::check;
use super::file::{At, Notes};
use super::layout::{Member, Row};
use super::reference::{suggest, unknown};
use super::sheet::Sheet;
use crate::problem::{DataProblem, DataWarning, Oddity, Problem, nearest};
use crate::region::*;
use crate::{Date, Error, Result};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// How many problems an error lists; the rest are counted.
pub const PROBLEMS_SHOWN: usize = 100;

/// The bytes at which the rows of a table begin in its file.
type Bytes = Vec<u64>;

/// The files of one region, what was noticed in each, and where their rows begin.
pub(super) struct Reading<'a> {
    folder: PathBuf,
    files: BTreeMap<Table, (&'a [u8], Notes)>,
    pub(super) starts: BTreeMap<Table, Bytes>,
    /// Tables of which not all rows could be read.
    lost: Vec<Table>,
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
            return Err(Error::MissingFolder {
                path: folder.to_owned(),
            });
        }
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| Error::Io { path, source }
        };
        let mut files = Vec::new();
        for entry in folder.read_dir().map_err(io(folder))? {
            let path = entry.map_err(io(folder))?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            if path.is_file() && name.ends_with(".csv") {
                files.push((name.to_owned(), std::fs::read(&path).map_err(io(&path))?));
            }
        }
        files.sort();
        Self::from_files(
            folder,
            files
                .iter()
                .map(|(name, bytes)| (name.as_str(), &bytes[..])),
        )
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
                    let nearest = nearest(name, Table::ALL.iter().map(|table| table.file()));
                    let oddity = Oddity::UnknownFile { nearest };
                    let file = folder.join(name);
                    reading.warnings.push(DataWarning {
                        file,
                        line: None,
                        column: None,
                        oddity,
                    });
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
        let at = At {
            column: None,
            ..self.at(table, row, "")
        };
        let first = self.at(table, first, "").byte;
        if let Some((_, notes)) = self.files.get_mut(&table) {
            notes.problem_with(at, Problem::RepeatedRow { line: 0 }, first);
        }
    }

    fn at(&self, table: Table, row: usize, column: &str) -> At {
        let byte = self
            .starts
            .get(&table)
            .and_then(|starts| starts.get(row))
            .copied();
        At {
            byte,
            column: Some(column.to_owned()),
        }
    }

    /// Whether a table may hold rows that could not be read.
    pub(super) fn is_lost(&self, table: Table) -> bool {
        self.lost.contains(&table)
    }

    /// A file that must be there and is not.
    fn missing(&mut self, file: &str, problem: Problem) {
        let file = self.folder.join(file);
        self.problems.push(DataProblem {
            file,
            line: None,
            column: None,
            problem,
        });
    }

    /// A file that was not read and may be meant by this name.
    fn unknown_file_like(&self, file: &str) -> Option<String> {
        let names = self
            .warnings
            .iter()
            .filter_map(|warning| warning.file.file_name()?.to_str());
        nearest(file, names)
    }

    /// Opens a table that is there and whose header can be used.
    fn open<R: Row>(&mut self, table: Table, owner: Option<&'static str>) -> Option<Sheet<'a>> {
        let (bytes, notes) = self.files.get_mut(&table)?;
        let sheet = Sheet::open::<R>(bytes, owner, notes);
        if sheet.is_none() {
            self.lost.push(table);
        }
        sheet
    }

    /// Keeps what was noticed in a table that is read.
    fn close(&mut self, table: Table, sheet: Sheet<'_>) {
        if sheet.rows.broken {
            self.lost.push(table);
        }
        if let Some((_, notes)) = self.files.get_mut(&table) {
            *notes = sheet.notes;
        }
    }

    /// Reads a table whose rows stand alone.
    fn list<R: Row + PartialEq>(&mut self, table: Table, context: &Context<'_>) -> Vec<R> {
        let (mut rows, mut starts) = (Vec::new(), Vec::new());
        let Some(mut sheet) = self.open::<R>(table, None) else {
            return rows;
        };
        sheet.warn_unknown();
        let blank = R::blank();
        while sheet.step() {
            let mut row = R::blank();
            sheet.cells(&mut row, context);
            // A row that fills no column of the table says nothing.
            if row != blank {
                rows.push(row);
                starts.push(sheet.rows.byte);
            }
        }
        self.close(table, sheet);
        self.starts.insert(table, starts);
        rows
    }

    /// Reads a table whose rows have ids.
    fn identified<R: Row>(
        &mut self,
        table: Table,
        context: &Context<'_>,
        id: impl Fn(&R) -> &str,
    ) -> (Vec<R>, Ids) {
        let (mut rows, mut starts, ids) = (Vec::new(), Bytes::new(), Ids::default());
        let Some(mut sheet) = self.open::<R>(table, None) else {
            return (rows, ids);
        };
        sheet.warn_unknown();
        let mut hashes = Vec::new();
        while sheet.step() {
            rows.push(R::blank());
            let row = rows.last_mut().expect("a row was just added");
            sheet.cells(row, context);
            hashes.push(ids.hash(id(row)));
            starts.push(sheet.rows.byte);
        }
        self.close(table, sheet);
        let ids = self.identify(table, &rows, (ids, &hashes), id, starts);
        (rows, ids)
    }

    /// Enters the ids of a table, whose hashes are known, and notes those that stand twice.
    fn identify<R>(
        &mut self,
        table: Table,
        rows: &[R],
        (mut ids, hashes): (Ids, &[u32]),
        id: impl Fn(&R) -> &str,
        starts: Bytes,
    ) -> Ids {
        ids.reserve(rows.len());
        let id_of = |row: u32| id(&rows[row as usize]);
        for (&hash, row) in hashes.iter().zip(0..) {
            let Err(first) = ids.insert(hash, row, |other| id_of(other) == id_of(row)) else {
                continue;
            };
            let value = id_of(row).to_owned();
            let first = starts.get(first as usize).copied();
            if let Some((_, notes)) = self.files.get_mut(&table).filter(|_| !value.is_empty()) {
                let at = At::cell(starts[row as usize], "id");
                notes.problem_with(at, Problem::RepeatedId { value, line: 0 }, first);
            }
        }
        self.starts.insert(table, starts);
        ids
    }

    /// Reads a table of members: for each row the position of its owner, and where it begins.
    fn members<R: Member>(
        &mut self,
        table: Table,
        context: &Context<'_>,
        owners: &Owners<'_>,
    ) -> Vec<(usize, R, u64)> {
        let mut members = Vec::new();
        let Some(mut sheet) = self.open::<R>(table, Some(R::OWNER)) else {
            return members;
        };
        sheet.warn_unknown();
        let lost = self.is_lost(owners.table);
        let mut last: Option<(String, usize)> = None;
        while sheet.step() {
            let mut row = R::blank();
            sheet.cells(&mut row, context);
            let (owner, byte) = (sheet.owner(), sheet.rows.byte);
            let known = last
                .as_ref()
                .filter(|(id, _)| id == owner)
                .map(|&(_, index)| index);
            let Some(index) = known.or_else(|| owners.find(owner)) else {
                let problem = match owner {
                    "" => Problem::EmptyCell,
                    _ if lost => continue,
                    _ => unknown(R::OWNER, owner),
                };
                sheet.notes.problem(At::cell(byte, R::OWNER), problem);
                continue;
            };
            let mut problems = Vec::new();
            check::life(
                row.life(),
                owner,
                (owners.life)(index),
                &mut |column, problem| {
                    problems.push((At::cell(byte, column), problem));
                },
            );
            if known.is_none() {
                last = Some((owner.to_owned(), index));
            }
            for (at, problem) in problems {
                sheet.notes.problem(at, problem);
            }
            if row.place() != Some(PlaceIndex::UNSET) {
                members.push((index, row, byte));
            }
        }
        self.close(table, sheet);
        members
    }

    /// Gives members to their owners, and notes those that repeat a row. An owner may have a
    /// short list of members already; a row about one of those takes its place.
    fn attach<O, R: Member>(
        &mut self,
        table: Table,
        mut members: Vec<(usize, R, u64)>,
        owners: &mut [O],
        of: impl Fn(&mut O) -> &mut Vec<R>,
    ) {
        let Some((_, notes)) = self.files.get_mut(&table) else {
            return;
        };
        members.sort_by_key(|&(owner, ..)| owner);
        let mut current = None;
        let mut listed: HashMap<PlaceIndex, usize> = HashMap::new();
        let mut given: HashMap<R::Key, u64> = HashMap::new();
        for (owner, row, byte) in members {
            let list = of(&mut owners[owner]);
            if current != Some(owner) {
                current = Some(owner);
                let places = list
                    .iter()
                    .enumerate()
                    .map(|(at, member)| (member.place(), at));
                listed = places
                    .filter_map(|(place, at)| Some((place?, at)))
                    .collect();
                given = HashMap::new();
            }
            if let Some(at) = row.place().and_then(|place| listed.remove(&place)) {
                given.insert(row.key(), byte);
                list[at] = row;
                continue;
            }
            match given.entry(row.key()) {
                Entry::Occupied(first) => {
                    let first = Some(*first.get());
                    notes.problem_with(At::row(byte), Problem::RepeatedRow { line: 0 }, first);
                }
                Entry::Vacant(free) => {
                    free.insert(byte);
                    list.push(row);
                }
            }
        }
    }

    /// Every table, in an order in which what is referred to comes first.
    fn region(&mut self) -> Region {
        let (sources, source_ids) =
            self.identified(Table::Sources, &Context::default(), |row: &Source| &row.id);
        let cited = self.files.contains_key(&Table::Sources) && !self.is_lost(Table::Sources);
        let nowhere = Context {
            sources: cited.then_some((&sources, &source_ids)),
            ..Context::default()
        };
        let info = self.info(&nowhere);
        let (places, place_ids) = self.places(&nowhere);
        let known = !self.is_lost(Table::Places);
        let free = Context {
            places: known.then_some((&places, &place_ids)),
            ..nowhere
        };
        let bounded = Context {
            as_of: info.as_of,
            ..free
        };

        let (mut councils, council_ids) =
            self.identified(Table::Councils, &bounded, |row: &Council| &row.id);
        let owners = Owners {
            table: Table::Councils,
            ids: &council_ids,
            id: &|row| &councils[row].id,
            life: &|row| (councils[row].start, councils[row].end),
        };
        let members = self.members(Table::CouncilMembers, &bounded, &owners);
        self.attach(Table::CouncilMembers, members, &mut councils, |row| {
            &mut row.members
        });

        let (mut agreements, agreement_ids) =
            self.identified(Table::Agreements, &bounded, |row: &Agreement| &row.id);
        let owners = Owners {
            table: Table::Agreements,
            ids: &agreement_ids,
            id: &|row| &agreements[row].id,
            life: &|_| (None, None),
        };
        let parties = self.members(Table::AgreementParties, &bounded, &owners);
        self.attach(Table::AgreementParties, parties, &mut agreements, |row| {
            &mut row.parties
        });

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
        self.attach(Table::PlatformMembers, members, &mut platforms, |row| {
            &mut row.members
        });

        let (mut circles, circle_ids) =
            self.identified(Table::Circles, &bounded, |row: &Circle| &row.id);
        let owners = Owners {
            table: Table::Circles,
            ids: &circle_ids,
            id: &|row| &circles[row].id,
            life: &|row| (circles[row].start, circles[row].end),
        };
        let members = self.members(Table::CircleMembers, &bounded, &owners);
        self.attach(Table::CircleMembers, members, &mut circles, |row| {
            &mut row.members
        });

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

    /// What `region.csv` says; without it, the folder names the region.
    fn info(&mut self, context: &Context<'_>) -> RegionInfo {
        let mut rows: Vec<RegionInfo> = self.list(Table::Region, context);
        let lost = self.is_lost(Table::Region);
        if let Some((_, notes)) = self.files.get_mut(&Table::Region) {
            if rows.len() != 1 && !lost {
                notes.problem(At::default(), Problem::NotOneRow { rows: rows.len() });
            }
            return rows.pop().unwrap_or_default();
        }
        let folder = self.folder.canonicalize().ok();
        let name = folder
            .as_deref()
            .and_then(Path::file_name)
            .and_then(|name| name.to_str());
        let name = name.unwrap_or("region");
        let about = About {
            name: Some(name.into()),
            ..About::default()
        };
        RegionInfo {
            id: name.into(),
            about,
            ..RegionInfo::default()
        }
    }

    /// Places, with their further columns.
    fn places(&mut self, context: &Context<'_>) -> (Vec<Place>, Ids) {
        let (mut places, mut starts, ids) = (Vec::new(), Bytes::new(), Ids::default());
        let table = Table::Places;
        if !self.files.contains_key(&table) {
            let nearest = self.unknown_file_like(table.file());
            self.missing(table.file(), Problem::MissingFile { nearest });
            self.lost.push(table);
        }
        let Some(mut sheet) = self.open::<Place>(table, None) else {
            return (places, ids);
        };
        let mut further = sheet.further_columns();
        let mut hashes = Vec::new();
        while sheet.step() {
            let mut place = Place::blank();
            sheet.cells(&mut place, context);
            let (record, byte) = (&sheet.rows.record, sheet.rows.byte);
            if sheet.rows.whole {
                further.read(record, places.len(), byte, &mut place, &mut sheet.notes);
            }
            hashes.push(ids.hash(&place.id));
            places.push(place);
            starts.push(byte);
        }
        further.finish(&mut places, &starts, &mut sheet.notes);
        self.close(table, sheet);
        let ids = self.identify(table, &places, (ids, &hashes), |place| &place.id, starts);
        (places, ids)
    }

    /// The region, if nothing was wrong.
    fn finish(mut self, mut region: Region) -> Result<Region> {
        let cooperation = [
            Table::Agreements,
            Table::Enclaves,
            Table::Platforms,
            Table::Councils,
        ];
        if !cooperation
            .iter()
            .any(|table| self.files.contains_key(table))
        {
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
            self.warnings
                .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            region.warnings = self.warnings;
            return Ok(region);
        }
        self.problems
            .sort_by(|a, b| (&a.file, a.line, &a.column).cmp(&(&b.file, b.line, &b.column)));
        more += self.problems.len().saturating_sub(PROBLEMS_SHOWN);
        self.problems.truncate(PROBLEMS_SHOWN);
        suggest(&region, &mut self.problems);
        Err(Error::Data {
            problems: self.problems,
            more,
        })
    }
}

/// The rows that members belong to.
struct Owners<'a> {
    table: Table,
    ids: &'a Ids,
    id: &'a dyn Fn(usize) -> &'a str,
    life: &'a dyn Fn(usize) -> (Option<Date>, Option<Date>),
}

impl Owners<'_> {
    fn find(&self, id: &str) -> Option<usize> {
        self.ids
            .find(id, |row| (self.id)(row as usize))
            .map(|row| row as usize)
    }
}
