//! `check` and `new`: folders of tables.
use crate::arguments::{Check, New};
use conurbation::region::Table;
use conurbation::report::TextTable;
use conurbation::{Error, Region, Result, datasets, tables};

/// Reads a folder; every problem is an error that the caller prints.
pub(crate) fn check(arguments: &Check) -> Result<()> {
    let region = Region::read(&arguments.dir)?;
    for warning in region.warnings() {
        eprintln!("warning: {warning}");
    }
    let mut table = TextTable::new(["table", "rows"]);
    for &name in Table::ALL.iter().filter(|&&name| region.rows(name) > 0) {
        table.row([name.stem().replace('_', " "), region.rows(name).to_string()]);
    }
    crate::print(&format!("{} is sound.\n\n{}", region.name(), table.to_text(100)))
}

/// Writes an embedded region, or a template: the headers of every table and a small example.
pub(crate) fn new(arguments: &New) -> Result<()> {
    let region = match arguments.from.as_deref() {
        None => template()?,
        Some(name) => datasets::by_name(name)
            .ok_or_else(|| Error::UnknownRegion { region: name.to_owned() })?,
    };
    region.write(&arguments.dir)?;
    if arguments.from.is_none() {
        for &table in Table::ALL {
            let path = arguments.dir.join(table.file());
            if path.exists() {
                continue;
            }
            let header = format!("{}\n", tables::header(table).join(","));
            std::fs::write(&path, header).map_err(|source| Error::Io { path, source })?;
        }
    }
    let dir = arguments.dir.display();
    eprintln!("wrote {dir}; edit the tables, then run: conurbation check {dir}");
    Ok(())
}

/// Three invented cities, to be written over.
fn template() -> Result<Region> {
    Region::from_tables([
        (
            "region.csv",
            "id,name,note\nmy-region,My region,an invented example to be written over\n".as_bytes(),
        ),
        (
            "places.csv",
            "id,name,level,parent\np,Province,province,\na,First city,city,p\nb,Second city,city,p\nc,Third city,city,p\n".as_bytes(),
        ),
        (
            "agreements.csv",
            "id,title,kind,parties,start,domain,stage\nA1,An agreement of two,agreement,a;b,2019-04,transport,signed\nA2,A plan of three,plan,a;b;c,2020,ecology,signed\n".as_bytes(),
        ),
        ("enclaves.csv", "id,home,host,kind,start,status\nE1,c,a,sci-tech,2021,running\n".as_bytes()),
    ])
}
