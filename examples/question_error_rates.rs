//! How often the questions of the founding study find what is not there, and how often what is: in
//! simulated worlds, as a table in Markdown. The number of worlds of each kind may be given, 300
//! unless it is, and after it the quantity that alone is wanted.
use conurbation::cooperation::contrasts::{
    Contrast, FadeContrast, LandingContrast, Share, ShareContrast, SurvivalContrast,
};
use conurbation::cooperation::{
    Circles, Enabling, Enclaves, Inquiry, Momentum, Sustainment, Tails, Unit,
};
use conurbation::statistics::Alternative;
use conurbation::synthetic::LedgerWorld;
use conurbation::{Error, Measured, Region};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};
use rayon::prelude::*;

/// The tails of one quantity in the world of a number.
type Ask = Box<dyn Fn(u64) -> Result<Measured<Tails>, Error> + Sync>;

struct Row {
    quantity: &'static str,
    worlds: &'static str,
    /// Something is planted, on this side.
    planted: Option<Alternative>,
    ask: Ask,
}

fn inquiry() -> Inquiry {
    Inquiry::new().replicates(199)
}

/// From 2015 to 2020, so that both windows of the study are full.
fn world() -> LedgerWorld {
    LedgerWorld::new().years(2015, 2020).rows(80).seed(2026)
}

fn enclaves() -> LedgerWorld {
    LedgerWorld::new().rows(60).layers(0.0, 1.0, 0.0).seed(2026)
}

fn row(
    quantity: &'static str,
    worlds: &'static str,
    planted: Option<Alternative>,
    ask: impl Fn(u64) -> Result<Measured<Tails>, Error> + Sync + 'static,
) -> Row {
    Row { quantity, worlds, planted, ask: Box::new(ask) }
}

/// The fade in worlds of a kind.
fn fade(worlds: &'static str, planted: Option<Alternative>, of: LedgerWorld, unit: Unit) -> Row {
    let quantity = if unit == Unit::Row { "fade-ratio, by rows" } else { "fade-ratio" };
    row(quantity, worlds, planted, move |number| {
        let found = Momentum::new().run(&of.draw(number)?, &inquiry().unit(unit))?;
        Ok(found.fade.map(|fade| fade.tails))
    })
}

fn scan(worlds: &'static str, planted: Option<Alternative>, of: LedgerWorld) -> Row {
    row("peak-of-three-years", worlds, planted, move |number| {
        let found = Momentum::new().run(&of.draw(number)?, &inquiry())?;
        let null = "every year is as likely as another";
        Ok(found.scan.map(|it| Tails::new(it.p, 1.0, it.attainable, null)))
    })
}

fn loading(worlds: &'static str, planted: Option<Alternative>, of: LedgerWorld) -> Row {
    row("front-loading", worlds, planted, move |number| {
        let found = Momentum::new().run(&of.draw(number)?, &inquiry())?;
        let null = "every year is as likely as another";
        Ok(found.front_loading.map(|it| Tails::new(it.p_early, it.p_late, it.attainable, null)))
    })
}

fn of_enclaves(
    quantity: &'static str,
    worlds: &'static str,
    of: LedgerWorld,
    tails: fn(&conurbation::cooperation::EnclavesResult) -> Measured<Tails>,
) -> Row {
    row(quantity, worlds, None, move |number| {
        Ok(tails(&Enclaves::new().run(&of.draw(number)?, &inquiry())?))
    })
}

/// Twelve cities in a row, any two of which may begin ties; each tie has an act a year until, by
/// chance, it has none. Ties of neighbours go on with a chance of their own. Pairs are tied equally
/// often whether or not they are neighbours: those tied more often live longer.
fn lives(number: u64, neighbours: f64, others: f64) -> Result<Region, Error> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(number);
    let mut below = |end: u64| random.next_u64() % end;
    let (mut places, mut borders) = ("id,name,level\n".to_owned(), "a,b\n".to_owned());
    for city in 0..12 {
        places += &format!("c{city:02},C,city\n");
        if city > 0 {
            borders += &format!("c{:02},c{city:02}\n", city - 1);
        }
    }
    let (mut rows, mut acts) = ("id,parties,start\n".to_owned(), "of,date\n".to_owned());
    for tie in 0..90 {
        let (a, year) = (below(12), 2008 + below(8));
        let b = (a + 1 + below(11)) % 12;
        rows += &format!("t{tie},c{a:02};c{b:02}");
        // One row in five has three parties, so that ties are not independent.
        if below(5) == 0 {
            let third = (0..12).cycle().skip(below(12) as usize).find(|it| ![a, b].contains(it));
            rows += &third.map_or(String::new(), |third| format!(";c{third:02}"));
        }
        rows += &format!(",{year}-01-01\n");
        let goes_on = if a.abs_diff(b) == 1 { neighbours } else { others };
        let mut act = year + 1;
        acts += &format!("t{tie},{act}-01-01\n");
        while act < 2023 && (below(1000) as f64) < 1000.0 * goes_on {
            act += 1;
            acts += &format!("t{tie},{act}-01-01\n");
        }
    }
    let region = "id,name,as_of\nr,R,2023-12-31\n";
    let tables = [
        ("region.csv", region.as_bytes()),
        ("places.csv", places.as_bytes()),
        ("borders.csv", borders.as_bytes()),
        ("agreements.csv", rows.as_bytes()),
        ("acts.csv", acts.as_bytes()),
    ];
    Region::from_tables(tables)
}

fn sustained(worlds: &'static str, planted: Option<Alternative>, chances: (f64, f64)) -> Row {
    row("sustainment-gap", worlds, planted, move |number| {
        let region = lives(number, chances.0, chances.1)?;
        Ok(Sustainment::new().run(&region, &inquiry())?.tails)
    })
}

/// Two worlds beside one another, of kinds that may differ.
fn beside(
    quantity: &'static str,
    worlds: &'static str,
    planted: Option<Alternative>,
    of: [LedgerWorld; 2],
    ask: fn([&Region; 2]) -> Result<Contrast, Error>,
) -> Row {
    row(quantity, worlds, planted, move |number| {
        let (first, second) = (of[0].draw(2 * number)?, of[1].draw(2 * number + 1)?);
        Ok(ask([&first, &second])?.effect.test)
    })
}

/// The lives of ties of two such regions, all of which go on by these chances.
fn lives_beside(worlds: &'static str, planted: Option<Alternative>, chances: [f64; 2]) -> Row {
    row("survival-contrast", worlds, planted, move |number| {
        let first = lives(2 * number, chances[0], chances[0])?;
        let second = lives(2 * number + 1, chances[1], chances[1])?;
        Ok(SurvivalContrast::new().run([&first, &second], &inquiry())?.effect.test)
    })
}

/// Sixty ceremonies of one to four agreements of twelve cities in four circles, from 2010 to 2019,
/// each of which lands in any year by a chance; those within a circle by a chance of their own.
fn papers(number: u64, within: f64, beyond: f64) -> Result<Region, Error> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(number);
    let mut below = |end: u64| random.next_u64() % end;
    let (mut places, mut members) = ("id,name,level\n".to_owned(), "circle,place\n".to_owned());
    for city in 0..12 {
        places += &format!("c{city:02},C,city\n");
        members += &format!("k{},c{city:02}\n", city / 3);
    }
    let mut rows = "id,parties,start,landed,batch\n".to_owned();
    for ceremony in 0..60 {
        let (a, year) = (below(12), 2010 + below(10));
        // As often within a circle as beyond.
        let b = if below(2) == 0 {
            a / 3 * 3 + (a + 1 + below(2)) % 3
        } else {
            (a + 3 + below(7)) % 12
        };
        let chance = if a / 3 == b / 3 { within } else { beyond };
        // What a ceremony signs lands together.
        let landed = (year..2024).find(|_| (below(1000) as f64) < 1000.0 * chance);
        let landed = landed.map_or(String::new(), |landed| landed.to_string());
        for paper in 0..1 + below(4) {
            rows +=
                &format!("x{ceremony:02}-{paper},c{a:02};c{b:02},{year},{landed},u{ceremony}\n");
        }
    }
    let region = format!("id,name,as_of\nr{number},R,2023-12-31\n");
    let tables = [
        ("region.csv", region.as_bytes()),
        ("places.csv", places.as_bytes()),
        ("circles.csv", b"id,name\nk0,K\nk1,K\nk2,K\nk3,K\n"),
        ("circle_members.csv", members.as_bytes()),
        ("agreements.csv", rows.as_bytes()),
    ];
    Region::from_tables(tables)
}

fn landing_beside(worlds: &'static str, planted: Option<Alternative>, chances: [f64; 2]) -> Row {
    row("landing-contrast", worlds, planted, move |number| {
        let first = papers(2 * number, chances[0], chances[0])?;
        let second = papers(2 * number + 1, chances[1], chances[1])?;
        Ok(LandingContrast::new().run([&first, &second], &inquiry())?.effect.test)
    })
}

fn landing_in_circles(worlds: &'static str, planted: Option<Alternative>, of: (f64, f64)) -> Row {
    row("landing-in-circles", worlds, planted, move |number| {
        Ok(Circles::new().run(&papers(number, of.0, of.1)?, &inquiry())?.ease.test)
    })
}

fn enabling(worlds: &'static str, of: LedgerWorld) -> Row {
    row("platform-enabling", worlds, None, move |number| {
        Ok(Enabling::new().run(&of.draw(number)?, &inquiry())?.effect.test)
    })
}

fn fade_beside(regions: [&Region; 2]) -> Result<Contrast, Error> {
    FadeContrast::new().run(regions, &inquiry())
}

fn upgraded_beside(regions: [&Region; 2]) -> Result<Contrast, Error> {
    ShareContrast::new(Share::EnclavesUpgraded).run(regions, &inquiry())
}

fn returned_beside(regions: [&Region; 2]) -> Result<Contrast, Error> {
    ShareContrast::new(Share::EnclavesReturned).run(regions, &inquiry())
}

fn rows() -> Vec<Row> {
    let uneven = |of: LedgerWorld| of.activity_sd(1.0).distance_decay(1.0);
    let many = |of: LedgerWorld| of.batch_size(6.0).rows(240);
    let up = Some(Alternative::Greater);
    vec![
        fade("even years", None, world(), Unit::Ceremony),
        fade("even years, ceremonies of six", None, many(world()), Unit::Ceremony),
        fade("even years, ceremonies of six", None, many(world()), Unit::Row),
        fade("half undated", None, world().undated(0.5), Unit::Ceremony),
        fade("a rate of 0.4 from 2018 on", up, world().fade(2018, 0.4), Unit::Ceremony),
        loading("even years", None, world()),
        loading("even years, ceremonies of six", None, many(world())),
        loading("a rate of 0.4 from 2018 on", up, world().fade(2018, 0.4)),
        scan("even years", None, world()),
        scan("even years, ceremonies of six", None, many(world())),
        scan("a rate of 0.4 from 2018 on", up, world().fade(2018, 0.4)),
        of_enclaves("enclave-reciprocity", "alike", enclaves(), |it| it.returned.tails),
        of_enclaves("enclave-cross-kind", "alike", enclaves(), |it| it.returned.cross_kind_tails),
        of_enclaves("enclave-upgrading-later", "uneven, distance", uneven(enclaves()), |it| {
            it.kinds.later_tails
        }),
        of_enclaves("enclave-income-gap", "alike", enclaves(), |it| it.gap.tails),
        of_enclaves("enclave-across-provinces", "alike", enclaves(), |it| it.gap.across_tails),
        sustained("all go on alike", None, (0.7, 0.7)),
        sustained("neighbours go on more often", up, (0.9, 0.5)),
        beside("fade-contrast", "alike", None, [world(), world()], fade_beside),
        beside(
            "fade-contrast",
            "ceremonies of six, one with three times the rows",
            None,
            [many(world()), many(world()).rows(720)],
            fade_beside,
        ),
        beside(
            "fade-contrast",
            "a rate of 0.4 from 2018 on in the first",
            Some(Alternative::Less),
            [world().fade(2018, 0.4), world()],
            fade_beside,
        ),
        lives_beside("all go on alike", None, [0.7, 0.7]),
        lives_beside("those of the first go on more often", up, [0.85, 0.6]),
        landing_beside("alike", None, [0.2, 0.2]),
        landing_beside("the first lands more often", up, [0.35, 0.1]),
        landing_in_circles("alike", None, (0.2, 0.2)),
        landing_in_circles("within a circle more lands", up, (0.35, 0.1)),
        beside(
            "enclave-upgrading-contrast",
            "uneven, distance, one with three times the rows",
            None,
            [uneven(enclaves()), uneven(enclaves()).rows(180)],
            upgraded_beside,
        ),
        beside(
            "enclave-cross-kind-contrast",
            "alike",
            None,
            [enclaves().rows(200), enclaves().rows(200)],
            returned_beside,
        ),
        enabling("alike", LedgerWorld::new().rows(250).layers(0.6, 0.2, 0.2).seed(2026)),
        enabling(
            "uneven, distance",
            uneven(LedgerWorld::new().rows(250).layers(0.6, 0.2, 0.2).seed(2026)),
        ),
    ]
}

fn main() -> Result<(), Error> {
    let worlds: u64 = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(300);
    println!("{worlds} worlds of each kind, 199 draws of a test, level 5 %.\n");
    println!("| quantity | worlds | planted | high | low | either | refused |");
    println!("|---|---|---|---:|---:|---:|---:|");
    let wanted = std::env::args().nth(2);
    for Row { quantity, worlds: kind, planted, ask } in rows() {
        if wanted.as_deref().is_some_and(|wanted| wanted != quantity) {
            continue;
        }
        let tails: Vec<Measured<Tails>> =
            (0..worlds).into_par_iter().map(&ask).collect::<Result<_, _>>()?;
        let known: Vec<Tails> = tails.iter().filter_map(|it| it.value()).collect();
        let share = |side: Alternative| {
            let found = known.iter().filter(|it| it.p(side) <= 0.05).count();
            format!("{:.1}", 100.0 * found as f64 / known.len().max(1) as f64)
        };
        let planted = planted.map_or("no", |_| "yes");
        let [high, low, either] =
            [Alternative::Greater, Alternative::Less, Alternative::TwoSided].map(share);
        let refused = tails.len() - known.len();
        println!("| {quantity} | {kind} | {planted} | {high} | {low} | {either} | {refused} |");
    }
    Ok(())
}
