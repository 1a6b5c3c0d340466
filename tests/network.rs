//! From a ledger to a network: every rule of a projection, against values worked out by hand.
use approx::assert_abs_diff_eq;
use conurbation::network::{
    CityNetwork, Contribution, Layer, LeftOut, Outcome, PartyLeftOut, Projection, Provinces,
    Spread, Symmetrise,
};
use conurbation::region::{AgreementKind, Checked, Found, Level, Stage};
use conurbation::{Adjacency, Error, Node, Region, datasets};
use std::collections::BTreeMap;

/// Four cities of two provinces, a district, an area, a partner from outside, the state.
const PLACES: &str = "id,name,level,parent,inside,capital\n\
    CN,State,state,,,\n\
    p,P,province,CN,,a\nq,Q,province,CN,,\n\
    a,A,city,p,,\nb,B,city,p,,\nc,C,city,q,,\nd,D,city,q,,\n\
    x,X,city,,no,\n\
    a1,District one of A,county,a,,\na2,District two of A,county,a,,\nz,Zone,area,b,,\nall,All,area,,,\n";

fn region(tables: &[(&str, &str)]) -> Region {
    let tables = tables.iter().map(|(name, text)| (*name, text.as_bytes()));
    let places = std::iter::once(("places.csv", PLACES.as_bytes()));
    Region::from_tables(places.chain(tables)).expect("the tables are sound")
}

fn agreements(rows: &str) -> Region {
    let text =
        format!("id,parties,start,end,stage,kind,count,weight,same_as,checked,found\n{rows}");
    region(&[("agreements.csv", &text)])
}

fn weight(network: &CityNetwork, a: &str, b: &str) -> f64 {
    let (a, b) = (network.node(a).expect("a city"), network.node(b).expect("a city"));
    network.adjacency().weight(a, b).unwrap_or(0.0)
}

fn outcome(region: &Region, network: &CityNetwork, id: &str) -> Outcome {
    let rows = network.accounts().rows();
    rows.iter().find(|(row, _)| region.row_id(*row) == id).expect("a row").1
}

#[test]
fn one_large_platform_beside_small_agreements() {
    let oracle: serde_json::Value =
        serde_json::from_str(include_str!("data/projection_inflation.json")).expect("JSON");
    let city = |number: u64| format!("c{number:02}");
    let mut places = "id,name,level\n".to_owned();
    let mut rows = "id,parties\n".to_owned();
    (0..20).for_each(|n| places.push_str(&format!("{0},{0},city\n", city(n))));
    for (nth, event) in oracle["events"].as_array().expect("events").iter().enumerate() {
        let members = event.as_array().expect("members").iter();
        let members: Vec<String> = members.map(|m| city(m.as_u64().expect("a number"))).collect();
        rows.push_str(&format!("E{nth},{}\n", members.join(";")));
    }
    let tables = [("places.csv", places.as_bytes()), ("agreements.csv", rows.as_bytes())];
    let region = Region::from_tables(tables).expect("sound");
    for (name, spread) in
        [("count", Spread::Count), ("newman", Spread::Newman), ("unit", Spread::Unit)]
    {
        let network = region.network(&Projection::new().spread(spread)).expect("legal");
        let expected = oracle["strength"][name].as_array().expect("strengths");
        for (node, expected) in network.adjacency().nodes().zip(expected) {
            let strength: f64 = network.adjacency().weights(node).iter().sum();
            assert_abs_diff_eq!(strength, expected.as_f64().expect("a number"), epsilon = 1e-9);
        }
        let total = oracle["total"][name].as_f64().expect("a number");
        assert_abs_diff_eq!(network.adjacency().total_weight(), total, epsilon = 1e-9);
        let big: f64 = network
            .contributions()
            .iter()
            .filter(|part| region.row_id(part.row) == "E0")
            .map(|part| part.weight)
            .sum();
        let share = oracle["share_of_big_event"][name].as_f64().expect("a number");
        assert_abs_diff_eq!(big / total, share, epsilon = 1e-9);
    }
}

#[test]
fn counties_count_as_their_city_and_two_of_one_city_are_one_member() {
    let region =
        agreements("A1,a1;a2;b,,,,,,,,,\nA2,a1;a2,,,,,,,,,\nA3,a1;z,,,,,,,,,\nA4,a;all,,,,,,,,,\n");
    let network = region.network(&Projection::new()).expect("legal");
    assert_abs_diff_eq!(weight(&network, "a", "b"), 2.0);
    assert_eq!(outcome(&region, &network, "A1"), Outcome::Tied { cities: 2, lifted: false });
    assert_eq!(outcome(&region, &network, "A2"), Outcome::SelfTie);
    assert_eq!(outcome(&region, &network, "A4"), Outcome::LeftOut(LeftOut::OneCity));
    let a = network.node("a").expect("a city") as usize;
    assert_abs_diff_eq!(network.adjacency().self_ties()[a], 1.0);
    let count = &network.accounts().layers()[&Layer::Agreements];
    assert_eq!((count.rows, count.tied, count.self_ties), (4, 2, 1));
    assert_eq!(count.parties_left_out[&PartyLeftOut::Area], 1);

    let network = region.network(&Projection::new().roll_up(false)).expect("legal");
    assert_eq!(network.adjacency().edge_count(), 0);
    let count = &network.accounts().layers()[&Layer::Agreements];
    assert_eq!(count.parties_left_out[&PartyLeftOut::County], 6);
}

#[test]
fn partners_from_elsewhere_are_left_out_unless_asked() {
    let region = agreements("A1,a;b;c;x,,,,,,,,,\nA2,a;x,,,,,,,,,\n");
    let network = region.network(&Projection::new()).expect("legal");
    assert_eq!(network.cities().len(), 4);
    assert_abs_diff_eq!(weight(&network, "a", "b"), 0.5);
    assert_eq!(outcome(&region, &network, "A2"), Outcome::LeftOut(LeftOut::OneCity));
    let network = region.network(&Projection::new().partners(true)).expect("legal");
    assert_eq!(network.cities().len(), 5);
    assert_abs_diff_eq!(weight(&network, "a", "b"), 1.0 / 3.0);
    assert_abs_diff_eq!(weight(&network, "a", "x"), 4.0 / 3.0);
}

#[test]
fn provinces_are_left_out_or_lifted_and_that_is_flagged() {
    let region = agreements("A1,p;q,,,,,,,,,\nA2,p;c,,,,,,,,,\nA3,CN;a;b,,,,,,,,,\n");
    let network = region.network(&Projection::new()).expect("legal");
    assert_eq!(network.adjacency().edge_count(), 1);
    assert_eq!(outcome(&region, &network, "A1"), Outcome::LeftOut(LeftOut::NoCity));
    let network = region.network(&Projection::new().provinces(Provinces::ToCities)).expect("legal");
    assert_eq!(outcome(&region, &network, "A1"), Outcome::Tied { cities: 4, lifted: true });
    assert_eq!(network.accounts().layers()[&Layer::Agreements].lifted, 2);
    assert_abs_diff_eq!(weight(&network, "c", "d"), 1.0 / 3.0);
    // Only P has a capital in the table.
    let network =
        region.network(&Projection::new().provinces(Provinces::ToCapital)).expect("legal");
    assert_eq!(outcome(&region, &network, "A1"), Outcome::LeftOut(LeftOut::OneCity));
    assert_abs_diff_eq!(weight(&network, "a", "c"), 1.0);
}

#[test]
fn a_window_takes_what_lies_wholly_in_it() {
    let region = agreements(
        "A1,a;b,2013,,,,,,,,\nA2,a;b,2014-05-06,,,,,,,,\nA3,a;b,2014/2016,,,,,,,,\nA4,a;b,,,,,,,,,\n",
    );
    let flow = |window: &str| region.network(&Projection::new().window(window)).expect("legal");
    let network = flow("2013/2014");
    assert_abs_diff_eq!(weight(&network, "a", "b"), 2.0);
    let left_out = &network.accounts().layers()[&Layer::Agreements].left_out;
    assert_eq!(left_out[&LeftOut::StraddlesWindow], 1);
    assert_eq!(left_out[&LeftOut::Undated], 1);
    let half_open = region.network(&Projection::new().window("2013".."2014")).expect("legal");
    assert_abs_diff_eq!(weight(&half_open, "a", "b"), 1.0);
    let closed = region.network(&Projection::new().window("2013"..="2016")).expect("legal");
    assert_abs_diff_eq!(weight(&closed, "a", "b"), 3.0);
}

#[test]
fn a_stock_takes_what_lives() {
    let region = agreements(
        "A1,a;b,2010,2012,,,,,,,\nA2,a;b,2010,,,,,,,,\nA3,a;b,2010,,ended,,,,,,\nA4,a;b,2015,,,,,,,,\nA5,a;b,2010,2013/2016,,,,,,,\n",
    );
    let stock = |date: &str| {
        let network = region.network(&Projection::new().alive(date)).expect("legal");
        weight(&network, "a", "b")
    };
    assert_abs_diff_eq!(stock("2011-06-01"), 3.0); // A1, A2, A5
    assert_abs_diff_eq!(stock("2014"), 1.0); // A2; A5 may have ended before
    assert_abs_diff_eq!(stock("2018"), 2.0); // A2, A4
    assert_abs_diff_eq!(stock("2012-12-31/2013-01-01"), 2.0); // A2, A5; A1 may have ended before
}

#[test]
fn members_belong_to_a_platform_while_they_are_members() {
    let region = region(&[
        ("agreements.csv", "id\n"),
        ("platforms.csv", "id,start\nP1,2010\n"),
        (
            "platform_members.csv",
            "platform,place,joined,left\nP1,a,,\nP1,b,,2013\nP1,c,2015,\nP1,d,2010,\n",
        ),
    ]);
    let tied = |date: &str| {
        let network = region.network(&Projection::new().alive(date)).expect("legal");
        network.adjacency().edge_count()
    };
    assert_eq!([tied("2011-01-01"), tied("2014-01-01"), tied("2016-01-01")], [3, 1, 3]);
    let network = region.network(&Projection::new()).expect("legal");
    assert_eq!(network.adjacency().edge_count(), 6);
}

#[test]
fn planned_things_are_left_out_unless_asked() {
    let region = agreements("A1,a;b,,,proposed,,,,,,\nA2,a;b,,,signed,,,,,,\n");
    let network = region.network(&Projection::new()).expect("legal");
    assert_abs_diff_eq!(weight(&network, "a", "b"), 1.0);
    let network = region.network(&Projection::new().planned(true)).expect("legal");
    assert_abs_diff_eq!(weight(&network, "a", "b"), 2.0);
}

#[test]
fn checks_and_finds_choose_rows() {
    let region =
        agreements("A1,a;b,,,,,,,,seed,study\nA2,a;b,,,,,,,,reading,protocol\nA3,a;b,,,,,,,,,\n");
    let total = |projection: Projection| {
        region.network(&projection).expect("legal").adjacency().total_weight()
    };
    assert_abs_diff_eq!(total(Projection::new()), 3.0);
    assert_abs_diff_eq!(total(Projection::new().checked([Checked::Seed])), 1.0);
    assert_abs_diff_eq!(total(Projection::new().found([Found::Study, Found::Protocol])), 2.0);
    assert_abs_diff_eq!(total(Projection::new().without(["A1", "A3"])), 1.0);
}

#[test]
fn a_party_that_is_checked_less_than_its_event_is_left_out_alone() {
    let region = region(&[
        ("agreements.csv", "id,checked\nA1,verified\n"),
        ("agreement_parties.csv", "agreement,place,checked\nA1,a,\nA1,b,\nA1,c,reading\n"),
    ]);
    let projection = Projection::new().checked([Checked::Verified]);
    let network = region.network(&projection).expect("legal");
    assert_abs_diff_eq!(weight(&network, "a", "b"), 1.0);
    assert_eq!(network.adjacency().edge_count(), 1);
    let count = &network.accounts().layers()[&Layer::Agreements];
    assert_eq!(count.parties_left_out[&PartyLeftOut::Checked], 1);
}

#[test]
fn the_same_fact_makes_ties_once() {
    // E1 and P1 tell A1; P2 tells P1 and so A1 too; E2 tells A2, which provinces signed.
    let region = region(&[
        ("agreements.csv", "id,parties\nA1,a;b\nA2,p;q\n"),
        ("enclaves.csv", "id,home,host,kind,same_as\nE1,a,b,other,A1\nE2,c,d,other,A2\n"),
        ("platforms.csv", "id,same_as\nP1,A1\nP2,P1\n"),
        ("platform_members.csv", "platform,place\nP1,a\nP1,b\nP2,a\nP2,b\n"),
    ]);
    let network = region.network(&Projection::new()).expect("legal");
    assert_abs_diff_eq!(weight(&network, "a", "b"), 1.0);
    assert_abs_diff_eq!(weight(&network, "c", "d"), 1.0);
    for id in ["E1", "P1", "P2"] {
        assert_eq!(outcome(&region, &network, id), Outcome::LeftOut(LeftOut::SameAs));
    }
    // Without the layer of A1, E1 counts; P1 names A1 and counts, P2 names P1.
    let layers = [Layer::Enclaves, Layer::Platforms];
    let network = region.network(&Projection::new().layers(layers)).expect("legal");
    assert_abs_diff_eq!(weight(&network, "a", "b"), 2.0);
    assert_eq!(outcome(&region, &network, "P2"), Outcome::LeftOut(LeftOut::SameAs));
}

#[test]
fn weights_of_rows_kinds_and_stages_multiply() {
    let region =
        agreements("A1,a;b,,,signed,fund,,2.5,,,\nA2,a;c,,,landed,,7,,,,\nA3,a;d,,,,,,0,,,\n");
    let network = region.network(&Projection::new()).expect("legal");
    assert_abs_diff_eq!(weight(&network, "a", "b"), 2.5);
    assert_abs_diff_eq!(weight(&network, "a", "c"), 1.0);
    assert_eq!(outcome(&region, &network, "A3"), Outcome::LeftOut(LeftOut::ZeroWeight));
    let projection = Projection::new()
        .agreement_weight(AgreementKind::Fund, 2.0)
        .stage_weight(Stage::Signed, 3.0)
        .stage_weight(Stage::Landed, 0.0);
    let network = region.network(&projection).expect("legal");
    assert_abs_diff_eq!(weight(&network, "a", "b"), 15.0);
    assert_eq!(outcome(&region, &network, "A2"), Outcome::LeftOut(LeftOut::ZeroWeight));
    let network = region.network(&Projection::new().by_count(true)).expect("legal");
    assert_abs_diff_eq!(weight(&network, "a", "c"), 7.0);
}

#[test]
fn direction_goes_from_home_to_host_and_from_giver_to_receiver() {
    let region = region(&[
        ("agreements.csv", "id\nA1\nA2\n"),
        (
            "agreement_parties.csv",
            "agreement,place,role\nA1,a,from\nA1,b,to\nA1,CN,issuer\nA2,c,\nA2,d,lead\n",
        ),
        ("enclaves.csv", "id,home,host,kind,weight\nE1,a,b,other,\nE2,b,a,other,3\n"),
    ]);
    let network = region.network(&Projection::new().directed(true)).expect("legal");
    assert_abs_diff_eq!(weight(&network, "a", "b"), 2.0);
    assert_abs_diff_eq!(weight(&network, "b", "a"), 3.0);
    assert_abs_diff_eq!(weight(&network, "c", "d"), 1.0);
    assert_abs_diff_eq!(weight(&network, "d", "c"), 1.0);
    // Per layer: the agreement 1 and 0; the enclaves 1 and 3.
    for (symmetrise, expected) in [
        (Symmetrise::Sum, 5.0),
        (Symmetrise::Max, 4.0),
        (Symmetrise::Min, 1.0),
        (Symmetrise::Mean, 2.5),
    ] {
        let projection = Projection::new().symmetrise(symmetrise);
        let network = region.network(&projection).expect("legal");
        assert_abs_diff_eq!(weight(&network, "a", "b"), expected);
        assert_abs_diff_eq!(weight(&network, "c", "d"), 1.0);
    }
    let a_to_b: Vec<&str> = network.rows_of(0, 1).map(|part| region.row_id(part.row)).collect();
    assert_eq!(a_to_b, ["A1", "E1"]);
}

#[test]
fn those_only_addressed_can_be_left_out() {
    let region = region(&[
        ("agreements.csv", "id\nA1\nA2\n"),
        (
            "agreement_parties.csv",
            "agreement,place,role\nA1,a,to\nA1,b,to\nA1,p,issuer\nA2,c,from\nA2,d,to\n",
        ),
    ]);
    let network = region.network(&Projection::new()).expect("legal");
    assert_eq!(network.adjacency().edge_count(), 2);
    let network = region.network(&Projection::new().addressees(false)).expect("legal");
    assert_eq!(network.adjacency().edge_count(), 1);
    assert_abs_diff_eq!(weight(&network, "c", "d"), 1.0);
}

#[test]
fn councils_make_ties_only_when_asked() {
    let region = region(&[
        ("councils.csv", "id\nK1\n"),
        ("council_members.csv", "council,place,role\nK1,a,\nK1,b,chair\nK1,c,observer\n"),
    ]);
    assert_eq!(region.network(&Projection::new()).expect("legal").adjacency().edge_count(), 0);
    let projection = Projection::new().layers([Layer::Councils]);
    assert_eq!(region.network(&projection).expect("legal").adjacency().edge_count(), 1);
}

#[test]
fn layers_are_kept_apart_and_add_up() {
    let region = region(&[
        ("agreements.csv", "id,parties\nA1,a;b\n"),
        ("enclaves.csv", "id,home,host,kind\nE1,a,b,other\nE2,c,d,other\n"),
    ]);
    let network = region.network(&Projection::new()).expect("legal");
    assert_eq!(network.layer(Layer::Agreements).expect("chosen").edge_count(), 1);
    assert_eq!(network.layer(Layer::Enclaves).expect("chosen").edge_count(), 2);
    assert!(network.layer(Layer::Councils).is_none());
    assert_abs_diff_eq!(weight(&network, "a", "b"), 2.0);
    let graph = network.to_petgraph::<conurbation::petgraph::Undirected>();
    assert_eq!((graph.node_count(), graph.edge_count()), (4, 2));
}

#[test]
fn an_impossible_projection_names_setter_range_and_value() {
    let region = agreements("A1,a;b,,,,,,,,,\n");
    let message = |projection: Projection| match region.network(&projection) {
        Err(error @ Error::Param(_)) => error.to_string(),
        other => panic!("expected a parameter to be refused, got {other:?}"),
    };
    assert_eq!(
        message(Projection::new().window("last year")),
        "window(last year) is out of range: a date such as 2019 or 2019-04, or an interval such as 2013/2020"
    );
    assert_eq!(
        message(Projection::new().window("2020".."2013")),
        "window(2020..2013) is out of range: a date such as 2019 or 2019-04, or an interval such as 2013/2020"
    );
    assert_eq!(
        message(Projection::new().stage_weight(Stage::Signed, -1.0)),
        "stage_weight(-1) is out of range: finite and not negative"
    );
    assert_eq!(
        message(Projection::new().layers([])),
        "layers([]) is out of range: at least one layer"
    );
    assert_eq!(
        message(Projection::new().without(["A7"])),
        "without(A7) is out of range: the id of a row of the region"
    );
}

#[test]
fn cities_are_nodes_whether_or_not_they_are_tied() {
    let region = agreements("");
    let network = region.network(&Projection::new()).expect("legal");
    assert_eq!(network.cities().len(), 4);
    let levels = region.places().iter().filter(|place| place.level == Level::City).count();
    assert_eq!(levels, 5);
    assert_eq!(
        network.node("aa").expect_err("no such city").to_string(),
        "no city has the id \"aa\"; did you mean \"a\"?"
    );
}

/// The batch of each row that ties cities.
fn batches(region: &Region, network: &CityNetwork) -> BTreeMap<String, u32> {
    let of = |part: &Contribution| (region.row_id(part.row).to_owned(), part.batch);
    network.contributions().iter().map(of).collect()
}

fn numbered(expected: &[(&str, u32)]) -> BTreeMap<String, u32> {
    expected.iter().map(|&(id, batch)| (id.to_owned(), batch)).collect()
}

#[test]
fn a_batch_is_a_ceremony_or_a_fact() {
    let tables = [
        // A6 ties no cities; E1 tells it, E2 through P9, which ties none either, so that all are
        // of the ceremony of A6. E7 is told by A7, which is left out and says at which ceremony.
        (
            "agreements.csv",
            "id,parties,batch,same_as\nA1,a;b,X,\nA2,c;d,X,\nA3,a;c,,\nA4,b;d,,\n\
             A5,a;d,Y,\nA6,p;q,X,\nA7,a;b,Y,E7\nA8,p;q,,\nA9,a,Z,\n",
        ),
        (
            "enclaves.csv",
            "id,home,host,kind,same_as\nE1,a,b,other,A6\nE2,c,d,other,P9\nE3,a,c,other,A8\n\
             E4,b,d,other,A8\nE5,b,c,other,\nE7,a,b,other,\n",
        ),
        ("platforms.csv", "id,same_as\nP9,A6\n"),
        ("platform_members.csv", "platform,place\nP9,p\n"),
    ];
    let expected = [
        ("A1", 0),
        ("A2", 0),
        ("E1", 0),
        ("E2", 0),
        ("A3", 1),
        ("A4", 2),
        ("A5", 3),
        ("E7", 3),
        ("E3", 4),
        ("E4", 4),
        ("E5", 5),
    ];
    let first = region(&tables);
    let network = first.network(&Projection::new()).expect("legal");
    assert_eq!(outcome(&first, &network, "A7"), Outcome::LeftOut(LeftOut::SameAs));
    assert_eq!((batches(&first, &network), network.batches()), (numbered(&expected), 6));
    // The same from the last row to the first.
    let reversed = tables.map(|(name, text)| {
        let (header, rows) = text.split_once('\n').expect("a header");
        let rows: Vec<&str> = rows.lines().rev().collect();
        (name, format!("{header}\n{}\n", rows.join("\n")))
    });
    let reversed: Vec<(&str, &str)> = reversed.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let second = region(&reversed);
    let again = second.network(&Projection::new()).expect("legal");
    assert_eq!((batches(&second, &again), again.batches()), (numbered(&expected), 6));
    // Of enclaves alone, what links them is the same.
    let enclaves = first.network(&Projection::new().layers([Layer::Enclaves])).expect("legal");
    let expected = [("E1", 0), ("E2", 0), ("E3", 1), ("E4", 1), ("E5", 2), ("E7", 3)];
    assert_eq!((batches(&first, &enclaves), enclaves.batches()), (numbered(&expected), 4));
}

#[test]
fn batches_of_no_row_and_of_one() {
    for (rows, count) in [("", 0), ("A1,a,,,,,,,,,\n", 0), ("A1,a;b,,,,,,,,,\n", 1)] {
        let network = agreements(rows).network(&Projection::new()).expect("legal");
        assert_eq!(network.batches(), count);
        let drawn = network.redrawn(&vec![1; count]).expect("one number for each batch");
        assert_eq!(drawn.edge_count(), count);
        let none = network.redrawn(&vec![0; count]).expect("one number for each batch");
        assert_eq!((none.edge_count(), none.node_count()), (0, 4));
        assert_eq!(
            network.redrawn(&vec![1; count + 1]).expect_err("one too many").to_string(),
            format!(
                "redrawn({} numbers for {count} batches) is out of range: one number for each batch",
                count + 1
            )
        );
    }
}

/// Every choice of direction, of both ways' rule and of spread.
fn projections() -> Vec<Projection> {
    let rules = [Symmetrise::Sum, Symmetrise::Max, Symmetrise::Min, Symmetrise::Mean];
    let mut projections = Vec::new();
    for spread in [Spread::Newman, Spread::Count, Spread::Unit] {
        let base = Projection::new().spread(spread);
        projections.push(base.clone().directed(true));
        projections.extend(rules.map(|rule| base.clone().symmetrise(rule)));
    }
    projections
}

fn bits(graph: &Adjacency) -> Vec<(Node, Node, u64)> {
    graph.edges().map(|(a, b, weight)| (a, b, weight.to_bits())).collect()
}

#[test]
fn each_batch_once_is_the_network_itself() {
    for region in [datasets::yangtze_delta(), datasets::middle_yangtze()] {
        for projection in projections() {
            let network = region.network(&projection).expect("legal");
            let drawn = network.redrawn(&vec![1; network.batches()]).expect("legal");
            assert_eq!(bits(&drawn), bits(network.adjacency()), "{projection}");
            assert!(drawn.self_ties().iter().all(|&weight| weight <= 0.0));
            assert_eq!(drawn.is_directed(), network.adjacency().is_directed());
        }
    }
}

/// The tables of a ledger of three layers in which every row comes about this often.
fn ledger(times: &[usize; 9]) -> Region {
    let copies = |nth: usize| {
        (0..times[nth]).map(move |copy| {
            format!("{}{copy}", ["A", "B", "C", "D", "E", "F", "G", "P", "Q"][nth])
        })
    };
    let mut agreements = "id,weight\n".to_owned();
    let mut parties = "agreement,place,role\n".to_owned();
    let sides: [&[(&str, &str)]; 4] = [
        &[("a", "from"), ("b", "to"), ("c", "to")],
        &[("b", "from"), ("a", "to")],
        &[("a", ""), ("b", ""), ("c", ""), ("d", "")],
        &[("c", "from"), ("a", "from"), ("d", "")],
    ];
    for (nth, (sides, weight)) in sides.iter().zip(["", ".3", "1.7", "2"]).enumerate() {
        for id in copies(nth) {
            agreements.push_str(&format!("{id},{weight}\n"));
            sides
                .iter()
                .for_each(|(place, role)| parties.push_str(&format!("{id},{place},{role}\n")));
        }
    }
    let mut enclaves = "id,home,host,kind,weight\n".to_owned();
    for (nth, row) in [(4, "a,b,other,.1"), (5, "b,a,other,.7"), (6, "a1,c,other,3")] {
        copies(nth).for_each(|id| enclaves.push_str(&format!("{id},{row}\n")));
    }
    let (mut platforms, mut members) = ("id,weight\n".to_owned(), "platform,place\n".to_owned());
    for (nth, weight, places) in [(7, ".2", ["a", "b", "d"]), (8, "", ["b", "c", "d"])] {
        for id in copies(nth) {
            platforms.push_str(&format!("{id},{weight}\n"));
            places.iter().for_each(|place| members.push_str(&format!("{id},{place}\n")));
        }
    }
    region(&[
        ("agreements.csv", &agreements),
        ("agreement_parties.csv", &parties),
        ("enclaves.csv", &enclaves),
        ("platforms.csv", &platforms),
        ("platform_members.csv", &members),
    ])
}

#[test]
fn batches_drawn_again_are_a_ledger_with_rows_left_out_and_doubled() {
    let once = ledger(&[1; 9]);
    for seed in 0..30_usize {
        // Digits of base 3, a different list each time.
        let times: [usize; 9] = std::array::from_fn(|nth| {
            (seed * 1733 + 7 * seed * seed) / 3_usize.pow(nth as u32) % 3
        });
        let again = ledger(&times);
        for projection in projections() {
            let network = once.network(&projection).expect("legal");
            assert_eq!(network.batches(), 9);
            // Batches are numbered by id: A to G, P, Q.
            let drawn = network.redrawn(&times.map(|times| times as u32)).expect("legal");
            let expected = again.network(&projection).expect("legal");
            let expected = expected.adjacency();
            let pairs =
                |graph: &Adjacency| graph.edges().map(|(a, b, _)| (a, b)).collect::<Vec<_>>();
            assert_eq!(pairs(&drawn), pairs(expected), "{times:?}, {projection}");
            for ((.., found), (.., weight)) in drawn.edges().zip(expected.edges()) {
                assert_abs_diff_eq!(found, weight, epsilon = 1e-12);
            }
        }
    }
}

/// .1 · 1 + .1 · 2 + .1 · 3 is .6 in one order of the summands and a little more in another.
#[test]
fn the_order_of_rows_does_not_show_when_equal_weights_are_drawn_unequally() {
    let drawn = |order: [&str; 3]| {
        let rows: String = order.iter().map(|id| format!("{id},a;b,,,,,,.1,,,\n")).collect();
        let network = agreements(&rows).network(&Projection::new()).expect("legal");
        bits(&network.redrawn(&[1, 2, 3]).expect("three batches"))
    };
    let first = drawn(["A1", "A2", "A3"]);
    for order in [["A3", "A2", "A1"], ["A2", "A3", "A1"], ["A1", "A3", "A2"], ["A3", "A1", "A2"]] {
        assert_eq!(drawn(order), first, "{order:?}");
    }
}

#[test]
fn a_row_left_out_is_a_projection_without_it() {
    let region = ledger(&[1; 9]);
    for projection in projections() {
        let network = region.network(&projection).expect("legal");
        for id in ["A0", "B0", "C0", "D0", "E0", "F0", "G0", "P0", "Q0"] {
            let row = network.contributions().iter().map(|part| part.row);
            let row = row.into_iter().find(|&row| region.row_id(row) == id).expect("it ties");
            let found = network.without_row(row).expect("legal");
            let expected = region.network(&projection.clone().without([id])).expect("legal");
            assert_eq!(bits(&found), bits(expected.adjacency()), "{id}, {projection}");
        }
    }
    // E2 tells A1, and so is left out; it comes back only in a projection without A1.
    let region = self::region(&[
        ("agreements.csv", "id,parties\nA1,a;b\n"),
        ("enclaves.csv", "id,home,host,kind,same_as\nE2,a,b,other,A1\n"),
    ]);
    let network = region.network(&Projection::new()).expect("legal");
    let row = network.contributions()[0].row;
    assert_eq!(network.without_row(row).expect("legal").edge_count(), 0);
    let again = region.network(&Projection::new().without(["A1"])).expect("legal");
    assert_eq!(again.adjacency().edge_count(), 1);
}
