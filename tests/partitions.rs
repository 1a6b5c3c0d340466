//! How alike divisions and covers are: other tools' values, degenerate cases, invariances.
#[path = "support/random.rs"]
mod random;

use conurbation::community::compare::{
    AdjustedMutualInformation, AdjustedRandIndex, Cover, ElementCentric, Normalization,
    NormalizedMutualInformation, OmegaIndex, OverlappingNmi, OverlappingVariant, Purity, SplitJoin,
    VariationOfInformation,
};
use conurbation::statistics::Permutation;
use conurbation::{Error, Measured, Undefined};
use random::Random;
use serde_json::Value;

/// Sums of a few hundred logarithms in another order.
const NEAR: f64 = 1e-9;

const MEANS: [(&str, Normalization); 4] = [
    ("min", Normalization::Min),
    ("geometric", Normalization::Geometric),
    ("arithmetic", Normalization::Arithmetic),
    ("max", Normalization::Max),
];

fn expected() -> Value {
    serde_json::from_str(include_str!("data/partitions.json")).expect("JSON")
}

fn list<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).expect("a list")
}

fn assert_near(found: Measured, expected: &Value, what: &str) {
    let (found, expected) = (found.value(), expected.as_f64());
    let near = found.zip(expected).is_some_and(|(a, b)| (a - b).abs() <= NEAR * b.abs().max(1.0));
    assert!(near, "{what}: {found:?} beside {expected:?}");
}

#[test]
fn divisions_are_as_alike_as_scikit_learn_igraph_and_clusim_say() -> Result<(), Error> {
    let data = expected();
    let pairs = data["pairs"].as_array().expect("pairs");
    assert_eq!(pairs.len(), 9);
    for pair in pairs {
        let (a, b): (Vec<u32>, Vec<u32>) = (list(&pair["first"]), list(&pair["second"]));
        let theirs = &pair["expected"];
        let nmi = NormalizedMutualInformation::new();
        for (name, mean) in MEANS {
            let key = format!("nmi-{name}");
            assert_near(nmi.clone().normalization(mean).run(&a, &b)?, &theirs[&key], &key);
            let key = format!("ami-{name}");
            let ami = AdjustedMutualInformation::new().normalization(mean);
            assert_near(ami.run(&a, &b)?, &theirs[&key], &key);
        }
        let joint = nmi.normalization(Normalization::Joint);
        assert_near(joint.run(&a, &b)?, &theirs["nmi-joint"], "nmi-joint");
        assert_near(AdjustedRandIndex::new().run(&a, &b)?, &theirs["ari"], "ari");
        assert_near(VariationOfInformation::new().run(&a, &b)?, &theirs["vi"], "vi");
        let parts = SplitJoin::new().parts(&a, &b)?;
        let found = serde_json::json!([parts.from_first, parts.from_second]);
        assert_eq!(found, theirs["split-join"]);
        let purity = Purity::new().parts(&a, &b)?.value().expect("cities");
        assert_near(purity.purity.into_measured(), &theirs["purity"], "purity");
        assert_near(purity.inverse.into_measured(), &theirs["inverse-purity"], "inverse");
        let element = ElementCentric::new().cities(&a, &b)?;
        assert_near(element.similarity, &theirs["element"], "element");
        let each = theirs["element-each"].as_array().expect("a list");
        assert_eq!(each.len(), element.cities.len());
        element.cities.iter().zip(each).for_each(|(ours, one)| assert_near(ours, one, "each"));
    }
    Ok(())
}

trait IntoMeasured {
    fn into_measured(self) -> Measured;
}

impl IntoMeasured for f64 {
    fn into_measured(self) -> Measured {
        Measured::Value(self)
    }
}

#[test]
fn covers_are_as_alike_as_clusim_and_cdlib_say() -> Result<(), Error> {
    let data = expected();
    let (mut covers, mut omegas) = (0, 0);
    for pair in data["covers"].as_array().expect("covers") {
        let n: usize = list(&pair["cities"]);
        let cover = |key: &str| Cover::new(n, list::<Vec<Vec<u32>>>(&pair[key]));
        let (a, b) = (cover("first")?, cover("second")?);
        let theirs = &pair["expected"];
        assert_near(OverlappingNmi::new().run(&a, &b)?, &theirs["mcdaid"], "mcdaid");
        let lfk = OverlappingNmi::new().variant(OverlappingVariant::Lfk);
        assert_near(lfk.run(&a, &b)?, &theirs["lfk"], "lfk");
        let omega = OmegaIndex::new().run(&a, &b)?;
        if !theirs["omega"].is_null() {
            assert_near(omega, &theirs["omega"], "omega");
            omegas += 1;
        }
        assert_near(omega, &serde_json::json!(omega_by_definition(&a, &b)), "omega by definition");
        covers += 1;
    }
    assert!(covers >= 10 && omegas >= 3, "{covers} {omegas}");
    Ok(())
}

/// The omega index pair by pair.
fn omega_by_definition(a: &Cover, b: &Cover) -> f64 {
    let n = a.city_count() as u32;
    let times = |cover: &Cover, i, j| {
        cover.circles().iter().filter(|circle| circle.contains(&i) && circle.contains(&j)).count()
    };
    let pairs: Vec<(usize, usize)> = (0..n)
        .flat_map(|i| (i + 1..n).map(move |j| (i, j)))
        .map(|(i, j)| (times(a, i, j), times(b, i, j)))
        .collect();
    let all = pairs.len() as f64;
    let agree = pairs.iter().filter(|(x, y)| x == y).count() as f64 / all;
    let chance: f64 = (0..n as usize + 9)
        .map(|t| {
            let first = pairs.iter().filter(|pair| pair.0 == t).count() as f64;
            let second = pairs.iter().filter(|pair| pair.1 == t).count() as f64;
            first * second / (all * all)
        })
        .sum();
    (agree - chance) / (1.0 - chance)
}

/// Every number that compares two divisions, with its name.
fn every(a: &[u32], b: &[u32]) -> Vec<(String, Measured)> {
    let mut all = Vec::new();
    let mut add = |name: &str, value: Result<Measured, Error>| {
        all.push((name.to_owned(), value.unwrap_or_else(|error| panic!("{name}: {error}"))));
    };
    for (name, mean) in MEANS.into_iter().chain([("joint", Normalization::Joint)]) {
        let nmi = NormalizedMutualInformation::new().normalization(mean);
        add(&format!("nmi {name}"), nmi.run(a, b));
    }
    for (name, mean) in MEANS {
        let ami = AdjustedMutualInformation::new().normalization(mean);
        add(&format!("ami {name}"), ami.run(a, b));
    }
    add("ari", AdjustedRandIndex::new().run(a, b));
    add("vi", VariationOfInformation::new().run(a, b));
    add("vi normalized", VariationOfInformation::new().normalized(true).run(a, b));
    add("split-join", SplitJoin::new().run(a, b));
    add("purity", Purity::new().run(a, b));
    add("element", ElementCentric::new().run(a, b));
    let (a, b) = (Cover::from_labels(a), Cover::from_labels(b));
    add("omega", OmegaIndex::new().run(&a, &b));
    add("mcdaid", OverlappingNmi::new().run(&a, &b));
    let lfk = OverlappingNmi::new().variant(OverlappingVariant::Lfk);
    add("lfk", lfk.run(&a, &b));
    all
}

#[test]
fn degenerate_divisions_have_answers_or_reasons() {
    let (single, apart) = (vec![3; 6], vec![0, 1, 2, 3, 4, 5]);
    let halves = vec![0, 0, 0, 1, 1, 1];
    // The same divisions, trivial or not, are as alike as can be.
    for same in [&single, &apart, &halves] {
        for (name, value) in every(same, same) {
            let best = if name.starts_with("vi") || name == "split-join" { 0.0 } else { 1.0 };
            let vacuous = name == "mcdaid" || name == "lfk";
            let found = value.value();
            assert!(found.is_some_and(|x| (x - best).abs() < 1e-12) || vacuous, "{name} {found:?}");
        }
    }
    // A trivial division beside another tells nothing; by the smaller entropy the question is empty.
    for (a, b) in [(&single, &halves), (&halves, &single), (&single, &apart)] {
        for (name, value) in every(a, b) {
            match name.as_str() {
                "nmi min" | "ami min" => assert_eq!(value.undefined(), Some(Undefined::Vacuous)),
                "ari" | "omega" => {
                    assert!(value.value().is_some_and(|x| x.abs() < 1e-12), "{name}")
                }
                name if name.starts_with("nmi") || name.starts_with("ami") => {
                    let zero = value.value().is_some_and(|x| x.abs() < 1e-12);
                    assert!(zero, "{name} {value:?}");
                }
                _ => assert!(value.value().is_some(), "{name} {value:?}"),
            }
        }
    }
    // No city at all, and one.
    for (name, value) in every(&[], &[]) {
        assert!(value.undefined().is_some(), "{name} {value:?}");
    }
    for (name, value) in every(&[7], &[9]) {
        let undefined = ["vi normalized", "omega"].contains(&name.as_str());
        assert_eq!(value.undefined().is_some(), undefined, "{name} {value:?}");
    }
    // Not the same number of cities.
    let refused = AdjustedRandIndex::new().run([0, 1], [0]).map_err(|error| error.to_string());
    let message = "second(1 labels beside 2) is out of range: a label for each city of the first";
    assert_eq!(refused, Err(message.to_owned()));
    let ami = AdjustedMutualInformation::new().normalization(Normalization::Joint);
    assert!(matches!(ami.run([0, 1], [0, 1]), Err(Error::Param(_))));
    assert!(Cover::new(3, [vec![0, 3]]).is_err());
    let (three, four) = (Cover::from_labels(&[0, 0, 1]), Cover::from_labels(&[0, 0, 1, 1]));
    assert!(OmegaIndex::new().run(&three, &four).is_err());
    let none = Cover::new(3, []).expect("a cover");
    let found = OverlappingNmi::new().run(&three, &none).map(Measured::value);
    assert!(matches!(found, Ok(None)));
}

#[test]
fn neither_names_of_groups_nor_the_order_of_cities_change_a_bit() {
    for seed in 0..20 {
        let mut random = Random(seed);
        let n = 5 + random.below(60) as usize;
        let mut labels = |groups| (0..n).map(|_| random.below(groups)).collect::<Vec<u32>>();
        let (a, b) = (labels(4), labels(9));
        let bits = |a: &[u32], b: &[u32]| -> Vec<(String, Option<u64>)> {
            let bits = |value: Measured| value.value().map(f64::to_bits);
            every(a, b).into_iter().map(|(name, value)| (name, bits(value))).collect()
        };
        let found = bits(&a, &b);
        let renamed: Vec<u32> = a.iter().map(|label| 100 - label * 7).collect();
        assert_eq!(bits(&renamed, &b), found);
        let mut order: Vec<usize> = (0..n).collect();
        Random(seed + 100).shuffle(&mut order);
        let moved = |labels: &[u32]| order.iter().map(|&at| labels[at]).collect::<Vec<u32>>();
        assert_eq!(bits(&moved(&a), &moved(&b)), found);
        // Without overlap the omega index is the adjusted Rand index.
        let of = |name: &str| every(&a, &b).into_iter().find(|one| one.0 == name).expect("there").1;
        let (omega, ari) = (of("omega").value().expect("a value"), of("ari").value().expect("one"));
        assert!((omega - ari).abs() < 1e-12, "{omega} {ari}");
    }
}

#[test]
fn adjusted_measures_are_0_by_chance_and_their_p_is_even() -> Result<(), Error> {
    let (mut amis, mut aris, mut small) = (Vec::new(), Vec::new(), 0);
    let trials = 400;
    for seed in 0..trials {
        let mut random = Random(seed);
        let mut labels = |groups| (0..30).map(|_| random.below(groups)).collect::<Vec<u32>>();
        let (a, b) = (labels(4), labels(6));
        amis.push(AdjustedMutualInformation::new().run(&a, &b)?.value().expect("a value"));
        aris.push(AdjustedRandIndex::new().run(&a, &b)?.value().expect("a value"));
        let permutation = Permutation::new().replicates(99).seed(seed);
        let test = AdjustedMutualInformation::new().test(&a, &b, &permutation)?;
        small += usize::from(test.value().is_some_and(|test| test.p <= 0.05));
    }
    for values in [&amis, &aris] {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let sd = (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt();
        assert!(mean.abs() < 4.0 * sd / n.sqrt(), "{mean} {sd}");
    }
    // 20 of 400 are expected; four standard errors are 17.
    assert!((3..=37).contains(&small), "{small}");
    Ok(())
}

#[test]
fn a_permutation_p_is_exact_for_few_cities() -> Result<(), Error> {
    // Of the ten ways to divide six cities in threes one is the same, so p = 1/10 for similarity
    // and for distance.
    let halves = [0, 0, 0, 1, 1, 1];
    let permutation = Permutation::new().alpha(0.2);
    let ari = AdjustedRandIndex::new().test(halves, halves, &permutation)?.value().expect("a test");
    let vi = VariationOfInformation::new().test(halves, halves, &permutation)?;
    let vi = vi.value().expect("a test");
    assert!(ari.exact && vi.exact);
    for p in [ari.p, ari.attainable, vi.p, vi.attainable] {
        assert!((p - 0.1).abs() < 1e-12, "{p}");
    }
    // At the usual significance no data of this size could settle it.
    let refused = AdjustedRandIndex::new().test(halves, halves, &Permutation::new())?;
    assert!(matches!(refused.undefined(), Some(Undefined::NotAttainable { .. })));
    let cover = Cover::new(7, [vec![0, 1, 2, 3], vec![2, 3, 4, 5, 6]])?;
    let test = OverlappingNmi::new().test(&cover, &cover, &Permutation::new())?.value();
    // 7! orders, of which 2! 2! 3! leave both circles what they are.
    assert!(test.is_some_and(|test| test.exact && (test.p - 24.0 / 5040.0).abs() < 1e-12));
    Ok(())
}
