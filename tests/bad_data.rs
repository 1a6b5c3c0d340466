//! Bad input is refused with every problem, and each message is asserted whole.
use conurbation::exchange::EdgeList;
use conurbation::network::Projection;
use conurbation::tables::PROBLEMS_SHOWN;
use conurbation::{Error, Region};
use std::fmt::Write;
use std::time::{Duration, Instant};

const PLACES: &str = "id,name,level\na,Ahe,city\nb,Bei,city\nc,Cha,city\n";
const AGREEMENTS: &str = "id,parties,start\nA1,a;b,2019\n";

/// Reads a small sound region in which some tables are replaced.
fn read(tables: &[(&str, &str)]) -> Result<Region, Error> {
    let sound = [("places.csv", PLACES), ("agreements.csv", AGREEMENTS)];
    let kept = sound.iter().filter(|(name, _)| tables.iter().all(|(other, _)| other != name));
    Region::from_tables(kept.chain(tables).map(|&(name, text)| (name, text.as_bytes())))
}

/// The problems of such a region, a line each.
fn problems(tables: &[(&str, &str)]) -> String {
    match read(tables) {
        Err(error @ Error::Data { .. }) => error.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

/// The warnings of such a region, a line each.
fn warnings(tables: &[(&str, &str)]) -> String {
    let region = read(tables).unwrap_or_else(|error| panic!("refused: {error}"));
    let lines: Vec<String> = region.warnings().iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn edge_list(bytes: &[u8]) -> String {
    match EdgeList::from_csv(bytes, false) {
        Err(error @ Error::Data { .. }) => error.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

/// Each case is one table and what must be said about it.
fn refuse(cases: &[(&str, &str, &str)]) {
    for (file, text, expected) in cases {
        assert_eq!(problems(&[(file, text)]), *expected, "{file}: {text}");
    }
}

#[test]
fn references_to_nothing_name_the_nearest_id() {
    refuse(&[
        (
            "agreements.csv",
            "id,parties\nA1,a;310000x\n",
            "agreements.csv:2, column \"parties\": no place has the id \"310000x\"",
        ),
        (
            "agreements.csv",
            "id,council\nA1,K9\n",
            "agreements.csv:2, column \"council\": no council has the id \"K9\"",
        ),
        (
            "agreements.csv",
            "id,same_as\nA1,A11\n",
            "agreements.csv:2, column \"same_as\": no row has the id \"A11\"; did you mean \"A1\"?",
        ),
        (
            "agreement_parties.csv",
            "agreement,place\nA1,cc\n",
            "agreement_parties.csv:2, column \"place\": no place has the id \"cc\"; did you mean \"c\"?",
        ),
        (
            "agreement_parties.csv",
            "agreement,place\nA11,c\n",
            "agreement_parties.csv:2, column \"agreement\": no agreement has the id \"A11\"; did you mean \"A1\"?",
        ),
        (
            "enclaves.csv",
            "id,home,host,kind\nE1,aa,bb,talent\n",
            "enclaves.csv:2, column \"home\": no place has the id \"aa\"; did you mean \"a\"?\n\
             enclaves.csv:2, column \"host\": no place has the id \"bb\"; did you mean \"b\"?",
        ),
        (
            "places.csv",
            "id,name,level,parent,capital\n31,Shanghai,province,CHN,310001\nCN,China,state,,\n\
             310000,Shanghai,city,31,\na,Ahe,city,31,\nb,Bei,city,31,\n",
            "places.csv:2, column \"capital\": no place has the id \"310001\"; did you mean \"310000\"?\n\
             places.csv:2, column \"parent\": no place has the id \"CHN\"; did you mean \"CN\"?",
        ),
        (
            "circles.csv",
            "id,name,core,parent\nG60,Corridor,a;bb,G6\n",
            "circles.csv:2, column \"core\": no place has the id \"bb\"; did you mean \"b\"?\n\
             circles.csv:2, column \"parent\": no circle has the id \"G6\"; did you mean \"G60\"?",
        ),
        (
            "meetings.csv",
            "of,date,place\nA11,2019,cc\n",
            "meetings.csv:2, column \"of\": no council, agreement or circle has the id \"A11\"; did you mean \"A1\"?\n\
             meetings.csv:2, column \"place\": no place has the id \"cc\"; did you mean \"c\"?",
        ),
        (
            "acts.csv",
            "of,date\nA11,2019\n",
            "acts.csv:2, column \"of\": no agreement, enclave or platform has the id \"A11\"; did you mean \"A1\"?",
        ),
        (
            "observations.csv",
            "about,what,value\nA11,households,7\n",
            "observations.csv:2, column \"about\": no place or row has the id \"A11\"; did you mean \"A1\"?",
        ),
        (
            "borders.csv",
            "a,b\na,bb\n",
            "borders.csv:2, column \"b\": no place has the id \"bb\"; did you mean \"b\"?",
        ),
    ]);
    assert_eq!(
        problems(&[
            ("sources.csv", "id,citation\nS00,The study\n"),
            ("agreements.csv", "id,source\nA1,S00#3;S01#4\n"),
        ]),
        "agreements.csv:2, column \"source\": no source has the id \"S01\"; did you mean \"S00\"?"
    );
    for (owner, table, members) in [
        ("platform", "platforms.csv", "platform_members.csv"),
        ("council", "councils.csv", "council_members.csv"),
    ] {
        assert_eq!(
            problems(&[(table, "id\nP1\n"), (members, &format!("{owner},place\nP1,cc\nP11,c\n")),]),
            format!(
                "{members}:2, column \"place\": no place has the id \"cc\"; did you mean \"c\"?\n\
                 {members}:3, column \"{owner}\": no {owner} has the id \"P11\"; did you mean \"P1\"?"
            )
        );
    }
    assert_eq!(
        problems(&[
            ("circles.csv", "id,name\nC1,Circle\n"),
            ("circle_members.csv", "circle,place\nC1,dd\nC11,\n"),
        ]),
        "circle_members.csv:2, column \"place\": no place has the id \"dd\"\n\
         circle_members.csv:3, column \"circle\": no circle has the id \"C11\"; did you mean \"C1\"?\n\
         circle_members.csv:3, column \"place\": the cell must not be empty"
    );
}

#[test]
fn sources_are_free_text_without_a_list_of_them_and_a_region_may_be_observed() {
    let region = read(&[
        ("region.csv", "id,name\nR,Region\n"),
        ("agreements.csv", "id,source\nA1,anything#3\n"),
        ("observations.csv", "about,what,value\nR,firms,7\n"),
    ]);
    assert!(region.is_ok());
}

#[test]
fn ids_stand_once() {
    refuse(&[
        (
            "places.csv",
            "id,name,level\na,Ahe,city\nb,Bei,city\na,Ahe again,city\n",
            "places.csv:4, column \"id\": the id \"a\" stands in line 2 already; remove the row or give it another id",
        ),
        (
            "agreements.csv",
            "id\nA1\n\nA1\n",
            "agreements.csv:4, column \"id\": the id \"A1\" stands in line 2 already; remove the row or give it another id",
        ),
        (
            "sources.csv",
            "id,citation\nS1,x\nS1,y\n",
            "sources.csv:3, column \"id\": the id \"S1\" stands in line 2 already; remove the row or give it another id",
        ),
        (
            "agreements.csv",
            "id\nA;1\n",
            "agreements.csv:2, column \"id\": the id \"A;1\" holds a \";\", which separates lists; choose another",
        ),
    ]);
    let two_tables = [
        ("enclaves.csv", "id,kind\nX1,talent\n"),
        ("agreements.csv", "id,same_as\nX1,\nA2,X1\n"),
        ("acts.csv", "of,date\nX1,2019\n"),
    ];
    assert_eq!(
        problems(&two_tables),
        "acts.csv:2, column \"of\": \"X1\" is an id in both agreements.csv and enclaves.csv; rename one of the two\n\
         agreements.csv:3, column \"same_as\": \"X1\" is an id in both agreements.csv and enclaves.csv; rename one of the two"
    );
}

#[test]
fn rows_stand_once() {
    refuse(&[
        (
            "agreement_parties.csv",
            "agreement,place,actor,role\nA1,c,,\nA1,c,Court,\nA1,c,,lead\nA1,c,,party\n",
            "agreement_parties.csv:5: the row repeats line 2; remove one of the two",
        ),
        // The first row about "a" takes the place of "a" in the short list.
        (
            "agreement_parties.csv",
            "agreement,place,actor,role\nA1,a,,lead\nA1,a,,lead\n",
            "agreement_parties.csv:3: the row repeats line 2; remove one of the two",
        ),
        (
            "borders.csv",
            "a,b,length_km\na,b,3\nb,c,4\nb,a,3\n",
            "borders.csv:4: the row repeats line 2; remove one of the two",
        ),
        (
            "borders.csv",
            "a,b\na,a\n",
            "borders.csv:2, column \"b\": the same place stands in both columns; name two",
        ),
        (
            "rivalries.csv",
            "a,b,field\na,b,ports\na,b,steel\nb,a,ports\n",
            "rivalries.csv:4: the row repeats line 2; remove one of the two",
        ),
        (
            "agreements.csv",
            "id,parties,domain\nA1,a;b; a,health\n",
            "agreements.csv:2, column \"parties\": the list names \"a\" twice; keep one",
        ),
        (
            "agreements.csv",
            "id,domain\nA1,d1;d2;d3;d4;d5;d6;d7;d8;d9;d10;d2\n",
            "agreements.csv:2, column \"domain\": the list names \"d2\" twice; keep one",
        ),
    ]);
    for (owner, table, members) in [
        ("platform", "platforms.csv", "platform_members.csv"),
        ("council", "councils.csv", "council_members.csv"),
    ] {
        let rows = format!("{owner},place,joined\nP1,a,2001\nP1,a,2011\nP1,b,\nP1,a,2001\n");
        assert_eq!(
            problems(&[(table, "id\nP1\n"), (members, &rows)]),
            format!("{members}:5: the row repeats line 2; remove one of the two")
        );
    }
    assert!(read(&[("agreement_parties.csv", "agreement,place,role\nA1,a,lead\n")]).is_ok());
}

#[test]
fn dates_must_fit_together() {
    refuse(&[
        (
            "agreements.csv",
            "id,start,end,landed\nA1,2019,2018-12-31,2018\nA2,2019-06,2019,2019\n",
            "agreements.csv:2, column \"end\": 2018-12-31 lies before the start, 2019; correct one of the two\n\
             agreements.csv:2, column \"landed\": 2018 lies before the start, 2019; correct one of the two",
        ),
        (
            "enclaves.csv",
            "id,kind,start,end\nE1,talent,2019-04-02,2019-04-01\n",
            "enclaves.csv:2, column \"end\": 2019-04-01 lies before the start, 2019-04-02; correct one of the two",
        ),
        (
            "region.csv",
            "id,name,covers_from,covers_to\nR,Region,2020,2010/2012\n",
            "region.csv:2, column \"covers_to\": 2010/2012 lies before the start, 2020; correct one of the two",
        ),
        (
            "agreements.csv",
            "id,start,end,landed\nA1,2019-02-30,2019-13,2019/2017\nA2,2019-00,19,2019-1-1\nA3,2100-02-29,2000-02-29,\n",
            "agreements.csv:2, column \"end\": \"2019-13\" is not a date; write 2017, 2017-04, 2017-04-10 or an interval such as 2019/2021\n\
             agreements.csv:2, column \"landed\": \"2019/2017\" is not a date; write 2017, 2017-04, 2017-04-10 or an interval such as 2019/2021\n\
             agreements.csv:2, column \"start\": \"2019-02-30\" is not a date; write 2017, 2017-04, 2017-04-10 or an interval such as 2019/2021\n\
             agreements.csv:3, column \"end\": \"19\" is not a date; write 2017, 2017-04, 2017-04-10 or an interval such as 2019/2021\n\
             agreements.csv:3, column \"landed\": \"2019-1-1\" is not a date; write 2017, 2017-04, 2017-04-10 or an interval such as 2019/2021\n\
             agreements.csv:3, column \"start\": \"2019-00\" is not a date; write 2017, 2017-04, 2017-04-10 or an interval such as 2019/2021\n\
             agreements.csv:4, column \"start\": \"2100-02-29\" is not a date; write 2017, 2017-04, 2017-04-10 or an interval such as 2019/2021",
        ),
    ]);
    let late = [
        ("region.csv", "id,name,as_of\nR,Region,2020-12-31\n"),
        ("agreements.csv", "id,start,end\nA1,2020,2021-01-01\nA2,2020/2022,\n"),
        ("sources.csv", "id,citation,date\nS1,Later,2024\n"),
    ];
    assert_eq!(
        problems(&late),
        "agreements.csv:2, column \"end\": 2021-01-01 lies after 2020-12-31, the as_of of region.csv; \
         leave future dates empty or move as_of"
    );
}

#[test]
fn members_live_within_what_they_belong_to() {
    for (owner, table, members, header) in [
        ("platform", "platforms.csv", "platform_members.csv", "id,start,end\n"),
        ("council", "councils.csv", "council_members.csv", "id,start,end\n"),
        ("circle", "circles.csv", "circle_members.csv", "id,name,start,end\n"),
    ] {
        let name = if owner == "circle" { "Name," } else { "" };
        let table_text = format!("{header}P1,{name}2010,2015-06\nP2,{name},2015\nP3,{name}2010,\n");
        let rows = format!(
            "{owner},place,joined,left\nP1,a,2009,2015\nP1,b,2010,2015-07-01\nP2,a,2016,\nP3,a,2009-12-31,\nP3,b,2012,2011\n"
        );
        assert_eq!(
            problems(&[(table, &table_text), (members, &rows)]),
            format!(
                "{members}:2, column \"joined\": 2009 lies outside the life of \"P1\", from 2010 to 2015-06; correct one of the two\n\
                 {members}:3, column \"left\": 2015-07-01 lies outside the life of \"P1\", from 2010 to 2015-06; correct one of the two\n\
                 {members}:4, column \"joined\": 2016 lies outside the life of \"P2\", from its beginning to 2015; correct one of the two\n\
                 {members}:5, column \"joined\": 2009-12-31 lies outside the life of \"P3\", from 2010 to today; correct one of the two\n\
                 {members}:6, column \"left\": 2011 lies before the start, 2012; correct one of the two"
            )
        );
    }
}

#[test]
fn nothing_contains_itself_and_no_fact_goes_in_a_ring() {
    refuse(&[
        (
            "places.csv",
            "id,name,level,parent\na,A,city,a\nb,B,city,c\nc,C,city,d\nd,D,city,b\ne,E,county,b\n",
            "places.csv:2, column \"parent\": it is its own ancestor: a → a; correct one of these parents\n\
             places.csv:3, column \"parent\": it is its own ancestor: b → c → d → b; correct one of these parents",
        ),
        (
            "circles.csv",
            "id,name,parent\nC0,Into,C2\nC1,One,C2\nC2,Two,C1\n",
            "circles.csv:3, column \"parent\": it is its own ancestor: C1 → C2 → C1; correct one of these parents",
        ),
        (
            "agreements.csv",
            "id,same_as\nA1,A1\n",
            "agreements.csv:2, column \"same_as\": same_as goes in a ring: A1 → A1; let the later row name the earlier",
        ),
        (
            "agreements.csv",
            "id,same_as\nA0,A2\nA1,A2\nA2,A1\nB1,B2\nB2,B3\nB3,B1\n",
            "agreements.csv:3, column \"same_as\": same_as goes in a ring: A1 → A2 → A1; let the later row name the earlier\n\
             agreements.csv:5, column \"same_as\": same_as goes in a ring: B1 → B2 → B3 → B1; let the later row name the earlier",
        ),
    ]);
    assert_eq!(
        problems(&[
            ("agreements.csv", "id,same_as\nA1,E1\n"),
            ("enclaves.csv", "id,kind,same_as\nE1,talent,P1\n"),
            ("platforms.csv", "id,same_as\nP1,A1\n"),
        ]),
        "agreements.csv:2, column \"same_as\": same_as goes in a ring: A1 → E1 → P1 → A1; let the later row name the earlier"
    );
}

#[test]
fn numbers_keep_to_their_range() {
    refuse(&[
        (
            "places.csv",
            "id,name,level,longitude,latitude,population,gdp,industry:steel\n\
             a,A,city,181,-91,-1,inf,1.5\nb,B,city,east,30N,\"1,234,567\",NaN,-0.1\n",
            "places.csv:2, column \"gdp\": \"inf\" is not a finite number not below 0\n\
             places.csv:2, column \"industry:steel\": \"1.5\" is not a share from 0 to 1\n\
             places.csv:2, column \"latitude\": \"-91\" is not a latitude from -90 to 90\n\
             places.csv:2, column \"longitude\": \"181\" is not a longitude from -180 to 180\n\
             places.csv:2, column \"population\": \"-1\" is not a finite number not below 0\n\
             places.csv:3, column \"gdp\": \"NaN\" is not a finite number not below 0\n\
             places.csv:3, column \"industry:steel\": \"-0.1\" is not a share from 0 to 1\n\
             places.csv:3, column \"latitude\": \"30N\" is not a number; write 1234.5, without separators or units\n\
             places.csv:3, column \"longitude\": \"east\" is not a number; write 1234.5, without separators or units\n\
             places.csv:3, column \"population\": \"1,234,567\" is not a number; write 1234.5, without separators or units",
        ),
        (
            "agreements.csv",
            "id,weight\nA1,NaN\nA2,inf\nA3,-1\nA4,1e999\nA5,much\nA6,1e-300\n",
            "agreements.csv:2, column \"weight\": \"NaN\" is not a weight: a finite number not below 0\n\
             agreements.csv:3, column \"weight\": \"inf\" is not a weight: a finite number not below 0\n\
             agreements.csv:4, column \"weight\": \"-1\" is not a weight: a finite number not below 0\n\
             agreements.csv:5, column \"weight\": \"1e999\" is not a weight: a finite number not below 0\n\
             agreements.csv:6, column \"weight\": \"much\" is not a number; write 1234.5, without separators or units",
        ),
        (
            "agreements.csv",
            "id,count,parties_stated\nA1,0,\nA2,2.5,-3\nA3,\"1,000\",about 7\n",
            "agreements.csv:2, column \"count\": \"0\" is not a whole number from 1\n\
             agreements.csv:3, column \"count\": \"2.5\" is not a whole number from 1\n\
             agreements.csv:3, column \"parties_stated\": \"-3\" is not a whole number from 1\n\
             agreements.csv:4, column \"count\": \"1,000\" is not a number; write 1234.5, without separators or units\n\
             agreements.csv:4, column \"parties_stated\": \"about 7\" is not a number; write 1234.5, without separators or units",
        ),
        (
            "enclaves.csv",
            "id,kind,home_share,home_investment,home_energy,home_emissions,weight\nE1,talent,1.01,-0.01,NaN,50%,-2\n",
            "enclaves.csv:2, column \"home_emissions\": \"50%\" is not a number; write 1234.5, without separators or units\n\
             enclaves.csv:2, column \"home_energy\": \"NaN\" is not a share from 0 to 1\n\
             enclaves.csv:2, column \"home_investment\": \"-0.01\" is not a share from 0 to 1\n\
             enclaves.csv:2, column \"home_share\": \"1.01\" is not a share from 0 to 1\n\
             enclaves.csv:2, column \"weight\": \"-2\" is not a weight: a finite number not below 0",
        ),
        (
            "observations.csv",
            "about,what,value\nA1,firms,inf\n",
            "observations.csv:2, column \"value\": \"inf\" is not a finite number",
        ),
        (
            "places.csv",
            "id,name,level,heat\na,A,city,1\nb,B,city,nan\n",
            "places.csv:3, column \"heat\": \"nan\" is not a finite number",
        ),
        (
            "borders.csv",
            "a,b,length_km\na,b,-3\n",
            "borders.csv:2, column \"length_km\": \"-3\" is not a finite number not below 0",
        ),
    ]);
}

#[test]
fn a_weight_of_zero_is_a_warning_and_no_tie() {
    let tables = [
        ("agreements.csv", "id,parties,weight\nA1,a;b,0\nA2,b;c,-0.0\nA3,a;c,1\n"),
        ("enclaves.csv", "id,home,host,kind,weight\nE1,a,b,talent,0.0\n"),
    ];
    assert_eq!(
        warnings(&tables),
        "agreements.csv:2, column \"weight\": a weight of zero makes no tie\n\
         agreements.csv:3, column \"weight\": a weight of zero makes no tie\n\
         enclaves.csv:2, column \"weight\": a weight of zero makes no tie"
    );
    let network = read(&tables).expect("sound").network(&Projection::new()).expect("sound");
    assert_eq!(network.ties().count(), 1);
}

#[test]
fn cells_that_must_be_filled_and_closed_vocabularies() {
    refuse(&[
        (
            "places.csv",
            "id,name,level\n,Ahe,city\nb,,city\nc,Cha,\na, \u{3000} ,City\nd,Dan,Stadt\n",
            "places.csv:2, column \"id\": the cell must not be empty\n\
             places.csv:3, column \"name\": the cell must not be empty\n\
             places.csv:4, column \"level\": the cell must not be empty\n\
             places.csv:5, column \"level\": \"City\" is not one of state, province, city, county, area; did you mean \"city\"?\n\
             places.csv:5, column \"name\": the cell must not be empty\n\
             places.csv:6, column \"level\": \"Stadt\" is not one of state, province, city, county, area",
        ),
        (
            "agreements.csv",
            "id,stage,lead\nA1,singed,gov\n",
            "agreements.csv:2, column \"lead\": \"gov\" is not one of government, market, society, mixed\n\
             agreements.csv:2, column \"stage\": \"singed\" is not one of proposed, signed, landed, stalled, ended; did you mean \"signed\"?",
        ),
        (
            "agreement_parties.csv",
            "agreement,place,actor,role\nA1,,,\n,c,,\nA1,c,,leader\nA1,x,,\n",
            "agreement_parties.csv:2, column \"place\": the cell must not be empty\n\
             agreement_parties.csv:3, column \"agreement\": the cell must not be empty\n\
             agreement_parties.csv:4, column \"role\": \"leader\" is not one of party, lead, from, to, issuer, observer\n\
             agreement_parties.csv:5, column \"place\": no place has the id \"x\"",
        ),
        ("acts.csv", "of,date\nA1,\n", "acts.csv:2, column \"date\": the cell must not be empty"),
        (
            "claims.csv",
            "id,kind,checked\nT1,clam,very\n",
            "claims.csv:2, column \"checked\": \"very\" is not one of unverified, reading, seed, verified\n\
             claims.csv:2, column \"kind\": \"clam\" is not one of claim, recommendation; did you mean \"claim\"?",
        ),
    ]);
}

#[test]
fn an_empty_id_refers_to_nothing() {
    assert_eq!(
        problems(&[
            ("agreements.csv", "id,note\n,x\n,y\n"),
            ("agreement_parties.csv", "agreement,place\n,a\n"),
        ]),
        "agreement_parties.csv:2, column \"agreement\": the cell must not be empty\n\
         agreements.csv:2, column \"id\": the cell must not be empty\n\
         agreements.csv:3, column \"id\": the cell must not be empty"
    );
}

#[test]
fn lines_are_right_whatever_stands_before() {
    let ragged = "agreements.csv:3: the row has 2 cells, the header has 1; quote cells that hold a comma\n\
                  agreements.csv:5: the row has 3 cells, the header has 1; quote cells that hold a comma";
    assert_eq!(problems(&[("agreements.csv", "id\nA1\nA2,x\nA3\nA4,,\n")]), ragged);
    assert_eq!(problems(&[("agreements.csv", "id\r\nA1\r\nA2,x\r\nA3\r\nA4,,\r\n")]), ragged);
    assert_eq!(problems(&[("agreements.csv", "id\rA1\rA2,x\rA3\rA4,,\r")]), ragged);
    assert_eq!(problems(&[("agreements.csv", "\u{feff}id\nA1\nA2,x\n\" \"\nA4,,")]), ragged);
    refuse(&[
        (
            "agreements.csv",
            "id,note,count\nA1,\"one\ntwo\r\nthree \"\"quoted\"\"\rfour\",1\n\n\r\n , ,\n,,\nA2,x,0\n",
            "agreements.csv:10, column \"count\": \"0\" is not a whole number from 1",
        ),
        (
            "agreements.csv",
            "\n\r\nid,count\n\nA1,0\n",
            "agreements.csv:5, column \"count\": \"0\" is not a whole number from 1",
        ),
        (
            "agreements.csv",
            "id,count\nA1,1\nA2\n",
            "agreements.csv:3: the row has 1 cells, the header has 2; add the missing commas, or remove empty columns from the header",
        ),
        (
            "agreements.csv",
            "id,note\nA1,\"fine\"\nA2,\"never closed\nA3,x\n",
            "agreements.csv:3: a quoted cell begins here and is never closed",
        ),
        // Quotes within a cell that is not quoted are plain characters.
        (
            "agreements.csv",
            "id,note\nA1,5\" pipe\nA2,\"open\n",
            "agreements.csv:3: a quoted cell begins here and is never closed",
        ),
        (
            "agreements.csv",
            "id,note\nA1,x\n\"\n",
            "agreements.csv:3: a quoted cell begins here and is never closed",
        ),
        (
            "agreements.csv",
            "\"id,note\nA1,x\n",
            "agreements.csv:1: a quoted cell begins here and is never closed",
        ),
    ]);
    assert!(read(&[("agreements.csv", "id,note\nA1,5\" pipe\nA2,\"closed\"\" \"")]).is_ok());
}

#[test]
fn a_row_of_the_wrong_length_can_be_referred_to() {
    assert_eq!(
        problems(&[
            ("agreements.csv", "id,note\nA1,one,two\n"),
            ("agreement_parties.csv", "agreement,place\nA1,a\nA1,b\n"),
        ]),
        "agreements.csv:2: the row has 3 cells, the header has 2; quote cells that hold a comma"
    );
    // What a table holds that breaks off nobody knows.
    assert_eq!(
        problems(&[
            ("agreements.csv", "id,note\nA1,\"never closed\nA2,x\n"),
            ("agreement_parties.csv", "agreement,place,role\nA1,a,\nA2,a,leader\n"),
            ("acts.csv", "of,date\nA2,2019\n"),
        ]),
        "agreement_parties.csv:3, column \"role\": \"leader\" is not one of party, lead, from, to, issuer, observer\n\
         agreements.csv:2: a quoted cell begins here and is never closed"
    );
}

#[test]
fn only_utf8_is_read() {
    // "id,name,level", then 南京 in GB 18030.
    let mut places = b"id,name,level\na,Ahe,city\n\"b\",".to_vec();
    places.extend([0xc4, 0xcf, 0xbe, 0xa9]);
    places.extend(b",city\n");
    let read = |places: &[u8]| {
        let tables = [("places.csv", places), ("agreements.csv", AGREEMENTS.as_bytes())];
        Region::from_tables(tables).expect_err("not UTF-8").to_string()
    };
    let remedy = "save the file as \"CSV UTF-8\" (Chinese Excel writes GB 18030 by default)";
    assert_eq!(read(&places), format!("places.csv:3: byte 29 is not UTF-8; {remedy}"));
    let lone_returns: Vec<u8> =
        places.iter().map(|&byte| if byte == b'\n' { b'\r' } else { byte }).collect();
    assert_eq!(read(&lone_returns), format!("places.csv:3: byte 29 is not UTF-8; {remedy}"));
    let utf16 = b"\xff\xfei\0d\0,\0n\0\n\0";
    assert_eq!(read(utf16), format!("places.csv:1: byte 0 is not UTF-8; {remedy}"));
    assert_eq!(
        edge_list(b"source,target\nx,\xc4\xcf\n"),
        format!("edges.csv:2: byte 16 is not UTF-8; {remedy}")
    );
    let region = self::read(&[("places.csv", &format!("\u{feff}{PLACES}"))]);
    assert_eq!(region.expect("a byte-order mark is no harm").places().len(), 3);
}

#[test]
fn headers_name_every_column_once() {
    refuse(&[
        (
            "places.csv",
            "id,name,levle\na,Ahe,city\nb,Bei,city\n",
            "places.csv: the column \"level\" is needed and missing; did you mean \"levle\"?",
        ),
        (
            "enclaves.csv",
            "home,host\na,b\n",
            "enclaves.csv: the column \"id\" is needed and missing\n\
             enclaves.csv: the column \"kind\" is needed and missing",
        ),
        (
            "agreements.csv",
            "id,title,name\nA1,x,y\n",
            "agreements.csv: the columns \"title\" and \"name\" mean the same; keep one",
        ),
        (
            "agreements.csv",
            "id,start,start\nA1,2019,2019\n",
            "agreements.csv: the columns \"start\" and \"start\" mean the same; keep one",
        ),
        (
            "places.csv",
            "id,name,level,heat,heat\na,Ahe,city,1,2\nb,Bei,city,1,2\n",
            "places.csv: the columns \"heat\" and \"heat\" mean the same; keep one",
        ),
        (
            "places.csv",
            "id,name,level,industry:steel,industry: steel\na,Ahe,city,0,1\nb,Bei,city,0,1\n",
            "places.csv: the columns \"industry:steel\" and \"industry: steel\" mean the same; keep one",
        ),
        (
            "agreements.csv",
            "",
            "agreements.csv: the file is empty; its first line must name the columns",
        ),
        (
            "agreements.csv",
            "\n , \n",
            "agreements.csv: the file is empty; its first line must name the columns",
        ),
        (
            "places.csv",
            "\u{feff}",
            "places.csv: the file is empty; its first line must name the columns",
        ),
        (
            "region.csv",
            "id,name\nR,One\nS,Two\n",
            "region.csv: this file must have exactly one row and has 2",
        ),
        ("region.csv", "id,name\n", "region.csv: this file must have exactly one row and has 0"),
        (
            "region.csv",
            "id,name\nR\n",
            "region.csv:2: the row has 1 cells, the header has 2; add the missing commas, or remove empty columns from the header",
        ),
    ]);
    assert_eq!(
        warnings(&[
            ("agreements.csv", "id,partys,Start,colour\nA1,a;b,2019,red\n"),
            ("places.csv", "id,name,level,inide,heat,\na,Ahe,city,no,1,\n"),
        ]),
        "agreements.csv: the column \"partys\" is unknown and was not read; did you mean \"parties\"?\n\
         agreements.csv: the column \"Start\" is unknown and was not read; did you mean \"start\"?\n\
         agreements.csv: the column \"colour\" is unknown and was not read\n\
         places.csv: the column \"inide\" was kept as a further one; did you mean \"inside\"?\n\
         places.csv: the column \"\" is unknown and was not read"
    );
    assert_eq!(
        warnings(&[("places.csv", "id,name,level,heat\na,A,city,1\nb,B,city,2\nc,C,city,hot\n")]),
        "places.csv: 1 of 3 cells of the column \"heat\" are not numbers, so it was kept as text"
    );
    assert_eq!(warnings(&[("places.csv", "id,title,level\na,Ahe,city\nb,Bei,city\n")]), "");
}

#[test]
fn a_table_may_be_without_rows() {
    let region = read(&[("agreements.csv", "id\n"), ("places.csv", "id,name,level")]);
    let region = region.expect("a header is enough");
    assert_eq!((region.places().len(), region.agreements().len()), (0, 0));
    let blank = read(&[("agreements.csv", "id,note\n,\n\" \",\u{3000}\nA1,\n\n")]);
    assert_eq!(blank.expect("blank rows are passed over").agreements().len(), 1);
}

#[test]
fn files_that_are_missing_or_unknown() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |file: &str| folder.path().join(file).display().to_string();
    let read = || Region::read(folder.path());
    let write = |file: &str, text: &str| std::fs::write(path(file), text).expect("written");
    assert_eq!(
        Region::read(path("nowhere")).expect_err("no such folder").to_string(),
        format!(
            "no folder {}; `conurbation new DIR` writes a template to start from",
            path("nowhere")
        )
    );
    assert_eq!(
        read().expect_err("an empty folder").to_string(),
        format!(
            "{}: a region needs at least one of agreements.csv, enclaves.csv, platforms.csv and councils.csv\n\
             {}: this file is needed and missing",
            path("agreements.csv"),
            path("places.csv")
        )
    );
    write("place.csv", PLACES);
    write("agreements.csv", AGREEMENTS);
    write("notes.txt", "not a table");
    assert_eq!(
        read().expect_err("no places").to_string(),
        format!(
            "{}: this file is needed and missing; did you mean \"place.csv\"?",
            path("places.csv")
        )
    );
    write("places.csv", PLACES);
    write("platform.csv", "id\nP1\n");
    let region = read().expect("sound");
    let warnings: Vec<String> = region.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            format!(
                "{}: this file is none of the tables and was not read; did you mean \"places.csv\"?",
                path("place.csv")
            ),
            format!(
                "{}: this file is none of the tables and was not read; did you mean \"platforms.csv\"?",
                path("platform.csv")
            ),
        ]
    );
    write("enclaves.csv", "id,home,host,kind\nE1,a,31,talent\n");
    assert_eq!(
        read().expect_err("an unknown host").to_string(),
        format!("{}:2, column \"host\": no place has the id \"31\"", path("enclaves.csv"))
    );
    assert!(matches!(Region::read(path("places.csv")), Err(Error::MissingFolder { .. })));
}

#[test]
fn problems_of_all_files_come_in_order_and_the_rest_is_counted() {
    // "A9" may stand in the table of enclaves, which cannot be read.
    let all = problems(&[
        ("places.csv", "id,name,level,parent\na,Ahe,city,q\nb,,city,\nc,Cha,town,\n"),
        ("agreements.csv", "id,parties,weight\nA1,a;b,0\nA1,a;z,-1\n"),
        ("enclaves.csv", "home,host\na,b\n"),
        ("acts.csv", "of,date\nA1,2019\nA9,soon\n"),
    ]);
    assert_eq!(
        all,
        "acts.csv:3, column \"date\": \"soon\" is not a date; write 2017, 2017-04, 2017-04-10 or an interval such as 2019/2021\n\
         agreements.csv:3, column \"id\": the id \"A1\" stands in line 2 already; remove the row or give it another id\n\
         agreements.csv:3, column \"parties\": no place has the id \"z\"\n\
         agreements.csv:3, column \"weight\": \"-1\" is not a weight: a finite number not below 0\n\
         enclaves.csv: the column \"id\" is needed and missing\n\
         enclaves.csv: the column \"kind\" is needed and missing\n\
         places.csv:2, column \"parent\": no place has the id \"q\"\n\
         places.csv:3, column \"name\": the cell must not be empty\n\
         places.csv:4, column \"level\": \"town\" is not one of state, province, city, county, area"
    );
    let mut many = "id,count\n".to_owned();
    (0..12_345).for_each(|row| writeln!(many, "A{row},0").expect("written"));
    let Err(error) = read(&[("agreements.csv", &many)]) else { panic!("not refused") };
    assert!(error.to_string().ends_with("\n… and 12245 more problems"));
    let Error::Data { problems, more } = error else { panic!("{error}") };
    assert_eq!((problems.len(), more), (PROBLEMS_SHOWN, 12_245));
    let lines: Vec<Option<u64>> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, (2..102).map(Some).collect::<Vec<_>>());
}

#[test]
fn members_outside_the_parent_are_a_warning() {
    let tables = [
        (
            "places.csv",
            "id,name,level,parent\na,A,city,\nb,B,city,\nc,C,city,\nc1,C One,county,c\n",
        ),
        ("circles.csv", "id,name,parent\nBig,Big,\nSmall,Small,Big\nNone,None,\nIn,In,None\n"),
        ("circle_members.csv", "circle,place\nBig,a\nBig,c\nSmall,b\nSmall,c1\nIn,a\n"),
    ];
    assert_eq!(
        warnings(&tables),
        "circles.csv:3, column \"parent\": \"b\" is a member of \"Small\" but not of its parent \"Big\""
    );
}

#[test]
fn warnings_beyond_a_thousand_of_a_file_are_counted() {
    let mut zeros = "id,weight\n".to_owned();
    (0..1_500).for_each(|row| writeln!(zeros, "A{row},0").expect("written"));
    let said = warnings(&[("agreements.csv", &zeros)]);
    assert!(said.starts_with(
        "agreements.csv: 500 more oddities of this file are not listed\nagreements.csv:2, "
    ));
    assert_eq!(said.lines().count(), 1_001);
}

#[test]
fn long_values_are_shown_by_their_beginning() {
    let long = "x".repeat(1_000_000);
    assert_eq!(
        problems(&[("agreements.csv", &format!("id,start,parties\nA1,{long},{long}\n"))]),
        format!(
            "agreements.csv:2, column \"parties\": no place has the id \"{0}\"…\n\
             agreements.csv:2, column \"start\": \"{0}\"… is not a date; write 2017, 2017-04, 2017-04-10 or an interval such as 2019/2021",
            "x".repeat(60)
        )
    );
    let mut ring = "id,name,parent\n".to_owned();
    (0..100).for_each(|row| writeln!(ring, "C{row},Circle,C{}", (row + 1) % 100).expect("written"));
    assert_eq!(
        problems(&[("circles.csv", &ring)]),
        "circles.csv:2, column \"parent\": it is its own ancestor: \
         C0 → C1 → C2 → C3 → C4 → C5 → C6 → C7 → C8 → C9 → … → C0; correct one of these parents"
    );
}

#[test]
fn edge_lists_are_checked_alike() {
    for (text, expected) in [
        (
            "sources,targte\na,b\n",
            "edges.csv: the column \"source\" is needed and missing; did you mean \"sources\"?\n\
             edges.csv: the column \"target\" is needed and missing; did you mean \"targte\"?",
        ),
        ("", "edges.csv: the file is empty; its first line must name the columns"),
        (
            "source,target\n,b\n\na,\n",
            "edges.csv:2, column \"source\": the cell must not be empty\n\
             edges.csv:4, column \"target\": the cell must not be empty",
        ),
        (
            "source,target,weight\na,b,NaN\na,b,-1\na,b,heavy\na,b,inf\na,b,\"1,5\"\n",
            "edges.csv:2, column \"weight\": \"NaN\" is not a weight: a finite number not below 0\n\
             edges.csv:3, column \"weight\": \"-1\" is not a weight: a finite number not below 0\n\
             edges.csv:4, column \"weight\": \"heavy\" is not a number; write 1234.5, without separators or units\n\
             edges.csv:5, column \"weight\": \"inf\" is not a weight: a finite number not below 0\n\
             edges.csv:6, column \"weight\": \"1,5\" is not a number; write 1234.5, without separators or units",
        ),
        (
            "source,target\na,b,2\na\n",
            "edges.csv:2: the row has 3 cells, the header has 2; quote cells that hold a comma\n\
             edges.csv:3: the row has 1 cells, the header has 2; add the missing commas, or remove empty columns from the header",
        ),
        (
            "source,target,weight,weight\na,b,1,2\n",
            "edges.csv: the columns \"weight\" and \"weight\" mean the same; keep one",
        ),
        (
            "source,source,target\na,b,c\n",
            "edges.csv: the columns \"source\" and \"source\" mean the same; keep one",
        ),
        ("source,target\na,\"b\n", "edges.csv:2: a quoted cell begins here and is never closed"),
    ] {
        assert_eq!(edge_list(text.as_bytes()), expected, "{text}");
    }
    let list = EdgeList::from_csv(b"source,target,wieght\na, b,3\n", false).expect("sound");
    let said: Vec<String> = list.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "edges.csv: the column \"wieght\" is unknown and was not read; did you mean \"weight\"?",
            "edges.csv:2, column \"target\": the name \" b\" has blanks around it and was taken as it is",
        ]
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ties.csv");
    std::fs::write(&path, "source,target\nx,\n").expect("written");
    assert_eq!(
        EdgeList::read(&path, true).expect_err("an empty name").to_string(),
        format!("{}:2, column \"target\": the cell must not be empty", path.display())
    );
    assert!(matches!(EdgeList::read(folder.path().join("none.csv"), true), Err(Error::Io { .. })));
}

/// Hostile input: each of these took minutes or more where a step looked at all rows again.
mod large {
    use super::*;

    /// Far more than is needed and far less than a quadratic step would take.
    const LIMIT: Duration = Duration::from_secs(10);

    fn within_limit<T>(work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        assert!(start.elapsed() < LIMIT, "took {:?}", start.elapsed());
        result
    }

    /// A table with a row for each number.
    fn table(header: &str, rows: usize, row: impl Fn(usize) -> String) -> String {
        let mut text = format!("{header}\n");
        (0..rows).for_each(|n| writeln!(text, "{}", row(n)).expect("written"));
        text
    }

    #[test]
    fn chains_and_rings_of_parents() {
        const N: usize = 200_000;
        let header = "id,name,level,parent";
        let chain = table(header, N, |n| {
            format!("p{n},P,{},p{}", ["area", "city"][(n + 1) / N], (n + 1).min(N - 1))
        });
        // The last names itself; without that it is a sound chain below one city.
        let sound = chain.trim_end().rsplit_once(',').map(|(before, _)| format!("{before},\n"));
        let sound = sound.expect("there are commas");
        let region = within_limit(|| read(&[("places.csv", &sound), ("agreements.csv", "id\n")]));
        let region = region.expect("sound");
        let first = region.find_place("p0").expect("it is there");
        assert_eq!(
            region.city_of(first).map(|city| region.place(city).id.to_string()),
            Some(format!("p{}", N - 1))
        );
        let said = within_limit(|| problems(&[("places.csv", &chain), ("agreements.csv", "id\n")]));
        assert!(said.starts_with(&format!(
            "places.csv:{}, column \"parent\": it is its own ancestor: p{1} → p{1};",
            N + 1,
            N - 1
        )));
        let ring = table(header, N, |n| format!("p{n},P,area,p{}", (n + 1) % N));
        let said = within_limit(|| problems(&[("places.csv", &ring), ("agreements.csv", "id\n")]));
        assert_eq!(said.lines().count(), 1);
        // Many ways into one ring.
        let star = table(header, N, |n| {
            format!("p{n},P,area,p{}", if n < 1_000 { (n + 1) % 1_000 } else { n % 1_000 })
        });
        let said = within_limit(|| problems(&[("places.csv", &star), ("agreements.csv", "id\n")]));
        assert_eq!(said.lines().count(), 1);
    }

    #[test]
    fn chains_and_rings_of_same_facts() {
        const N: usize = 100_000;
        let row = |n: usize| {
            format!("A{n},{}", if n == 0 { String::new() } else { format!("A{}", n - 1) })
        };
        let chain = table("id,same_as", N, row);
        within_limit(|| read(&[("agreements.csv", &chain)])).expect("a chain is sound");
        let ring = table("id,same_as", N, |n| format!("A{n},A{}", (n + 1) % N));
        let said = within_limit(|| problems(&[("agreements.csv", &ring)]));
        assert_eq!(said.lines().count(), 1);
    }

    #[test]
    fn platforms_and_circles_of_many_members() {
        const N: usize = 20_000;
        let places = table("id,name,level", N, |n| format!("p{n},P,city"));
        let members = table("platform,place", N, |n| format!("P1,p{n}"));
        let circle =
            table("circle,place", 2 * N, |n| format!("{},p{}", ["Big", "Small"][n / N], n % N));
        let parties: Vec<String> = (0..N).map(|n| format!("p{n}")).collect();
        let agreements = format!("id,parties\nA1,{}\n", parties.join(";"));
        let rows = table("agreement,place,role", N, |n| format!("A1,p{n},lead"));
        let region = within_limit(|| {
            read(&[
                ("places.csv", &places),
                ("platforms.csv", "id\nP1\n"),
                ("platform_members.csv", &members),
                ("circles.csv", "id,name,parent\nBig,Big,\nSmall,Small,Big\n"),
                ("circle_members.csv", &circle),
                ("agreements.csv", &agreements),
                ("agreement_parties.csv", &rows),
            ])
        });
        let region = region.expect("sound");
        assert_eq!(region.platforms()[0].members.len(), N);
        assert_eq!(region.agreements()[0].parties.len(), N);
        let separators = format!("id,parties\nA1,{}\n", ";".repeat(5_000_000));
        within_limit(|| read(&[("agreements.csv", &separators)])).expect("empty items are none");
    }

    #[test]
    fn many_unknown_references_among_many_ids() {
        const N: usize = 100_000;
        let places = table("id,name,level", N, |n| format!("{:06},P,city", n));
        let agreements = table("id,parties", N, |n| format!("A{n},x{:06};{:06}", n, n));
        let said =
            within_limit(|| problems(&[("places.csv", &places), ("agreements.csv", &agreements)]));
        assert!(said.starts_with("agreements.csv:2, column \"parties\": no place has the id \"x000000\"; did you mean \"000000\"?\n"));
        assert!(said.ends_with("… and 99900 more problems"));
        let long = "y".repeat(100_000);
        let places = format!("id,name,level\n{long}z,Long,city\n");
        within_limit(|| {
            problems(&[
                ("places.csv", &places),
                ("agreements.csv", &format!("id,parties\nA1,{long}\n")),
            ])
        });
    }

    #[test]
    fn many_columns() {
        const N: usize = 100_000;
        let names: Vec<String> = (0..N).map(|n| format!("column{n}")).collect();
        let header = names.join(",");
        within_limit(|| warnings(&[("agreements.csv", &format!("id,{header}\n"))]));
        let places = format!("id,name,level,{header}\n");
        within_limit(|| warnings(&[("places.csv", &places), ("agreements.csv", "id\n")]));
    }
}

#[test]
fn what_spreadsheets_write_instead_of_csv_is_named() {
    let read = |places: &str| {
        let tables = [("places.csv", places.as_bytes()), ("agreements.csv", b"id\n".as_slice())];
        Region::from_tables(tables).expect_err("refused").to_string()
    };
    assert_eq!(
        read("id;name;level\na;A;city\n"),
        "places.csv:1: the header has no comma but ';'; save the file as CSV with commas"
    );
    assert_eq!(
        read("\n\nid\tname\tlevel\n"),
        "places.csv:3: the header has no comma but '\\t'; save the file as CSV with commas"
    );
    assert_eq!(
        read("id,name,level\na\u{200b},A,city\n"),
        "places.csv:2, column \"id\": the id \"a\\u{200b}\" holds a character that cannot be seen; type it anew"
    );
}

#[test]
fn what_is_called_like_a_table_is_never_passed_over_in_silence() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("places.csv", "id,name,level,parent_id\na,A,city,\n");
    write("agreements.csv", "id\n");
    write("Enclaves.CSV", "id,kind\n");
    write("platforms.xlsx", "");
    write("notes.txt", "");
    let region = Region::read(folder.path()).expect("sound");
    let said: Vec<String> = region.warnings().iter().map(ToString::to_string).collect();
    let at = folder.path().display();
    assert_eq!(
        said,
        [
            format!(
                "{at}/Enclaves.CSV: this file is none of the tables and was not read; did you mean \"enclaves.csv\"?"
            ),
            format!(
                "{at}/places.csv: the column \"parent_id\" was kept as a further one; did you mean \"parent\"?"
            ),
            format!(
                "{at}/platforms.xlsx: this file is none of the tables and was not read; did you mean \"platforms.csv\"?"
            ),
        ]
    );
    std::fs::create_dir(folder.path().join("circles.csv")).expect("a folder");
    let message = match Region::read(folder.path()) {
        Err(error @ conurbation::Error::Io { .. }) => error.to_string(),
        other => panic!("expected the folder to be refused, got {other:?}"),
    };
    assert_eq!(message, format!("cannot use {at}/circles.csv"));
}
