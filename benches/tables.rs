//! Reading a ledger of agreements from memory, beside the csv crate iterated over the same bytes.
//!
//! `cargo bench --bench tables` runs criterion and then prints a table: medians of five, their
//! ratio, the slope of the time over the sizes, and the memory one event takes. With the argument
//! `table` it prints only the table. Neither side is timed while it gives back the memory of its
//! result.
use conurbation::Region;
use criterion::{BenchmarkId, Criterion, Throughput};
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
const CITIES: u64 = 72;

fn main() {
    let given = |word: &str| std::env::args().any(|argument| argument == word);
    let only_criterion = given("--test") || given("--list");
    // Before anything else, while the process holds no memory that it could use again.
    let memory = if only_criterion { None } else { memory_of(&Ledger::new(SIZES[2])) };
    if !given("table") {
        let mut criterion = Criterion::default().configure_from_args();
        measure(&mut criterion);
        criterion.final_summary();
    }
    if !only_criterion {
        table();
        if let Some(bytes) = memory {
            println!("an event takes {} bytes", bytes / SIZES[2] as i64);
        }
    }
}

fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tables");
    group.sample_size(10).warm_up_time(Duration::from_secs(1));
    for size in SIZES {
        let ledger = Ledger::new(size);
        group.throughput(Throughput::Bytes(ledger.agreements.len() as u64));
        group.bench_function(BenchmarkId::new("region", size), |b| {
            b.iter_with_large_drop(|| ledger.read())
        });
        group
            .bench_function(BenchmarkId::new("csv-records", size), |b| b.iter(|| ledger.records()));
    }
    group.finish();
}

/// Prints medians of five, their ratio and the slope over the sizes.
fn table() {
    println!("{:>9}  {:>9}  {:>10}  {:>5}", "rows", "region ms", "records ms", "ratio");
    let mut points = Vec::new();
    for size in SIZES {
        let (region, records) = medians(&Ledger::new(size));
        let (ms, records_ms, ratio) = (region * 1e3, records * 1e3, region / records);
        println!("{size:>9}  {ms:>9.1}  {records_ms:>10.1}  {ratio:>5.2}");
        points.push(((size as f64).ln(), region.ln()));
    }
    println!("time grows as rows to the power {:.3}", slope(&points));
}

/// The medians in seconds of five runs each, taken in turn.
fn medians(ledger: &Ledger) -> (f64, f64) {
    let (mut region, mut records) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        region.push(seconds(|| ledger.read()));
        records.push(seconds(|| ledger.records()));
    }
    region.sort_by(f64::total_cmp);
    records.sort_by(f64::total_cmp);
    (region[2], records[2])
}

/// How long the work takes, without giving back the memory of its result.
fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    let result = black_box(work());
    let seconds = start.elapsed().as_secs_f64();
    drop(result);
    seconds
}

/// The slope of a least-squares line.
fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / n, y + point.1 / n));
    let (above, below) = points.iter().fold((0.0, 0.0), |(above, below), point| {
        (above + (point.0 - x) * (point.1 - y), below + (point.0 - x).powi(2))
    });
    above / below
}

/// How much the resident memory grows by holding the region, where the system tells.
fn memory_of(ledger: &Ledger) -> Option<i64> {
    let before = resident()?;
    let region = black_box(ledger.read());
    let after = resident()?;
    drop(region);
    Some(after - before)
}

fn resident() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<i64>().ok().map(|kib| kib * 1024)
}

/// The tables of a ledger, as they would lie in files.
struct Ledger {
    places: String,
    sources: String,
    agreements: String,
}

impl Ledger {
    fn new(rows: usize) -> Self {
        let mut places = "id,name,name_local,level\n".to_owned();
        for city in 0..CITIES {
            let _ = writeln!(places, "{},City {city},城市{city},city", code(city));
        }
        let mut sources = "id,citation\n".to_owned();
        for source in 0..50 {
            let _ =
                writeln!(sources, "S{source:02},\"Annual report {source}, government printer\"");
        }
        let mut random = Random(7);
        let header = "id,title,kind,parties,start,domain,lead,stage,weight,source,checked,found\n";
        let mut agreements = String::with_capacity(header.len() + rows * 150);
        agreements.push_str(header);
        for row in 0..rows {
            random.agreement(row, &mut agreements);
        }
        Self { places, sources, agreements }
    }

    fn read(&self) -> Region {
        let tables = [
            ("places.csv", self.places.as_bytes()),
            ("sources.csv", self.sources.as_bytes()),
            ("agreements.csv", self.agreements.as_bytes()),
        ];
        Region::from_tables(tables).expect("the ledger is sound")
    }

    fn records(&self) -> usize {
        let mut reader = csv::Reader::from_reader(self.agreements.as_bytes());
        reader.records().map(|record| record.expect("the ledger is sound").len()).sum()
    }
}

/// The administrative code of a city, six digits.
fn code(city: u64) -> u64 {
    310_000 + 100 * city
}

/// Steele, Lea and Flood's SplitMix64: a few lines suffice for made-up rows.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }

    fn agreement(&mut self, row: usize, out: &mut String) {
        let first = self.below(CITIES);
        let second = (first + 1 + self.below(CITIES - 2)) % CITIES;
        let what = self.word(&[
            "Framework for cooperation",
            "Plan",
            "\"Rules, second edition,\"",
            "合作协议",
        ]);
        let kind = self.word(&["agreement", "plan", "declaration", "mechanism", "project"]);
        match what.strip_suffix('"') {
            Some(quoted) => write!(out, "A{row:07},{quoted} no. {row}\",{kind},"),
            None => write!(out, "A{row:07},{what} no. {row},{kind},"),
        }
        .expect("a String takes all text");
        let _ = write!(out, "{};{}", code(first), code(second));
        if self.below(2) == 0 {
            // Later than both in the ring of cities, so that nobody is named twice.
            let third = (0..CITIES).map(|step| (second + 1 + step) % CITIES);
            let third = third.into_iter().find(|&city| city != first && city != second);
            let _ = write!(out, ";{}", code(third.expect("there are more than two cities")));
        }
        let (year, month, day) = (2004 + self.below(20), 1 + self.below(12), 1 + self.below(28));
        let _ = match self.below(3) {
            0 => write!(out, ",{year}"),
            1 => write!(out, ",{year}-{month:02}"),
            _ => write!(out, ",{year}-{month:02}-{day:02}"),
        };
        let domain =
            self.word(&["transport", "ecology;tourism", "health", "science;talent", "general"]);
        let lead = self.word(&["government", "market", "", "mixed"]);
        let stage = self.word(&["signed", "landed", "proposed", ""]);
        let weight = self.word(&["", "", "1", "0.5", "2.25"]);
        let source = self.below(50);
        let checked = self.word(&["verified", "reading", "seed"]);
        let found = self.word(&["protocol", "extra", "study"]);
        let _ = writeln!(
            out,
            ",{domain},{lead},{stage},{weight},S{source:02}#{},{checked},{found}",
            row % 40
        );
    }
}
