//! Writes the tables of a region.
use super::cell::Context;
use super::header::Columns;
use super::layout::{Member, Row};
use super::row_writer::RowWriter;
use crate::region::*;
use crate::{Error, Result};
use std::path::Path;

impl Region {
    /// Writes the region to a folder of CSV files, which must hold none yet.
    ///
    /// # Errors
    /// [`Error::Io`], also if the folder holds CSV files already.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<()> {
        let folder = folder.as_ref();
        let io = |source| Error::Io { path: folder.to_owned(), source };
        std::fs::create_dir_all(folder).map_err(io)?;
        for entry in folder.read_dir().map_err(io)? {
            let path = entry.map_err(io)?.path();
            if path.extension().is_some_and(|extension| extension == "csv") {
                let source = std::io::Error::new(
                    std::io::ErrorKind::AlreadyExists,
                    "the folder holds CSV files already; choose an empty or a new one",
                );
                return Err(Error::Io { path, source });
            }
        }
        for (file, text) in self.to_tables() {
            let path = folder.join(file);
            std::fs::write(&path, text).map_err(|source| Error::Io { path, source })?;
        }
        Ok(())
    }

    /// The tables of the region as pairs of a file name and its text. Tables without a row are
    /// left out, but for `agreements.csv`, which a region may need to be read again.
    pub fn to_tables(&self) -> Vec<(&'static str, String)> {
        let context =
            Context { places: Some((&self.places, &self.index.places)), ..Context::default() };
        let mut files = Files { context, files: Vec::new() };
        files.rows(Table::Region, std::slice::from_ref(&self.info));
        files.places(&self.places);
        files.rows(Table::Agreements, &self.agreements);
        let parties = self.agreements.iter().map(|row| {
            let short = row.parties.iter().all(Party::is_plain);
            (&*row.id, if short { &[] } else { &row.parties[..] })
        });
        files.members(Table::AgreementParties, parties);
        files.rows(Table::Enclaves, &self.enclaves);
        files.rows(Table::Platforms, &self.platforms);
        let members = self.platforms.iter().map(|row| (&*row.id, &row.members[..]));
        files.members(Table::PlatformMembers, members);
        files.rows(Table::Councils, &self.councils);
        let members = self.councils.iter().map(|row| (&*row.id, &row.members[..]));
        files.members(Table::CouncilMembers, members);
        files.rows(Table::Meetings, &self.meetings);
        files.rows(Table::Acts, &self.acts);
        files.rows(Table::Circles, &self.circles);
        let members = self.circles.iter().map(|row| (&*row.id, &row.members[..]));
        files.members(Table::CircleMembers, members);
        files.rows(Table::Borders, &self.borders);
        files.rows(Table::Rivalries, &self.rivalries);
        files.rows(Table::Observations, &self.observations);
        files.rows(Table::Claims, &self.claims);
        files.rows(Table::Sources, &self.sources);
        files.files
    }
}

/// The header line of a table: every column it may have.
pub fn header(table: Table) -> Vec<&'static str> {
    fn of<R: Row>(owner: Option<&'static str>) -> Vec<&'static str> {
        Columns::of::<R>(owner).0.iter().map(|column| column.name).collect()
    }
    fn of_members<R: Member>() -> Vec<&'static str> {
        of::<R>(Some(R::OWNER))
    }
    match table {
        Table::Region => of::<RegionInfo>(None),
        Table::Places => of::<Place>(None),
        Table::Agreements => of::<Agreement>(None),
        Table::AgreementParties => of_members::<Party>(),
        Table::Enclaves => of::<Enclave>(None),
        Table::Platforms => of::<Platform>(None),
        Table::PlatformMembers => of_members::<PlatformMember>(),
        Table::Councils => of::<Council>(None),
        Table::CouncilMembers => of_members::<CouncilMember>(),
        Table::Meetings => of::<Meeting>(None),
        Table::Acts => of::<Act>(None),
        Table::Circles => of::<Circle>(None),
        Table::CircleMembers => of_members::<CircleMember>(),
        Table::Borders => of::<Border>(None),
        Table::Rivalries => of::<Rivalry>(None),
        Table::Observations => of::<Observation>(None),
        Table::Claims => of::<Claim>(None),
        Table::Sources => of::<Source>(None),
    }
}

struct Files<'a> {
    context: Context<'a>,
    files: Vec<(&'static str, String)>,
}

impl Files<'_> {
    /// The cells of a row, after the id of its owner if it has one.
    fn cells<R: Row + Clone>(&self, owner: Option<&str>, row: &R) -> Vec<String> {
        let cells = owner.map(str::to_owned).into_iter().collect();
        let mut writer = RowWriter { cells, context: &self.context };
        // A layout binds fields for reading and writing alike, so it asks for them mutably.
        row.clone().cells(&mut writer);
        writer.cells
    }

    fn rows<R: Row + Clone>(&mut self, table: Table, rows: &[R]) {
        if rows.is_empty() && table != Table::Agreements {
            return;
        }
        let mut text = Csv::new(header(table));
        for row in rows {
            text.line(self.cells(None, row));
        }
        self.files.push((table.file(), text.finish()));
    }

    fn members<'r, R: Row + Clone + 'r>(
        &mut self,
        table: Table,
        owners: impl Iterator<Item = (&'r str, &'r [R])>,
    ) {
        let (mut text, mut any) = (Csv::new(header(table)), false);
        for (owner, rows) in owners {
            for row in rows {
                text.line(self.cells(Some(owner), row));
                any = true;
            }
        }
        if any {
            self.files.push((table.file(), text.finish()));
        }
    }

    /// Places have further columns.
    fn places(&mut self, places: &[Place]) {
        use std::collections::BTreeSet;
        let industries: BTreeSet<&Text> =
            places.iter().flat_map(|row| row.industries.keys()).collect();
        let attributes: BTreeSet<&Text> =
            places.iter().flat_map(|row| row.attributes.keys()).collect();
        let labels: BTreeSet<&Text> = places.iter().flat_map(|row| row.labels.keys()).collect();
        let known = header(Table::Places).into_iter().map(str::to_owned);
        let industry = industries.iter().map(|name| format!("industry:{name}"));
        let further = attributes.iter().chain(&labels).map(|name| name.to_string());
        let mut text = Csv::new(known.chain(industry).chain(further));
        let number = |value: Option<&f64>| value.map(f64::to_string).unwrap_or_default();
        for row in places {
            let mut cells = self.cells(None, row);
            cells.extend(industries.iter().map(|&name| number(row.industries.get(name))));
            cells.extend(attributes.iter().map(|&name| number(row.attributes.get(name))));
            let label = |name: &&Text| row.labels.get(*name).map_or("", |text| text).to_owned();
            cells.extend(labels.iter().map(label));
            text.line(cells);
        }
        self.files.push((Table::Places.file(), text.finish()));
    }
}

/// The text of one CSV file.
struct Csv(csv::Writer<Vec<u8>>);

impl Csv {
    fn new<T: AsRef<[u8]>>(header: impl IntoIterator<Item = T>) -> Self {
        let mut text = Self(csv::Writer::from_writer(Vec::new()));
        text.line(header);
        text
    }

    fn line<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.0.write_record(cells).expect("a Vec takes all bytes and rows are of one length");
    }

    fn finish(self) -> String {
        let bytes = self.0.into_inner().expect("a Vec takes all bytes");
        String::from_utf8(bytes).expect("cells are UTF-8")
    }
}
