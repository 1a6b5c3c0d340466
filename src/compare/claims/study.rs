//! The claims of the founding study, and which quantities speak for or against each.

/// A claim of the founding study.
pub(super) struct StudyClaim {
    /// Its id in `claims.csv`.
    pub(super) id: &'static str,
    /// The region it is about.
    pub(super) region: &'static str,
    /// What it says, in short.
    pub(super) says: &'static str,
    /// What it says of quantities; all of it must hold.
    pub(super) expects: &'static [Expects],
    /// Why no quantity of a ledger speaks of it, where none does, and what would decide it.
    pub(super) beyond: Option<(&'static str, &'static str)>,
}

/// What a claim says of a quantity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expects {
    pub(super) quantity: &'static str,
    pub(super) side: Side,
}

/// On which side of what chance gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    High,
    Low,
}

const DELTA: &str = "yangtze-delta";
const MIDDLE: &str = "middle-yangtze";

const fn high(quantity: &'static str) -> Expects {
    Expects { quantity, side: Side::High }
}

const fn low(quantity: &'static str) -> Expects {
    Expects { quantity, side: Side::Low }
}

const fn claim(
    id: &'static str,
    region: &'static str,
    says: &'static str,
    expects: &'static [Expects],
) -> StudyClaim {
    StudyClaim { id, region, says, expects, beyond: None }
}

const fn beyond(
    id: &'static str,
    region: &'static str,
    says: &'static str,
    why: (&'static str, &'static str),
) -> StudyClaim {
    StudyClaim { id, region, says, expects: &[], beyond: Some(why) }
}

const WHY: (&str, &str) = (
    "a ledger of events says what happened, not why",
    "interviews, or regions that differ in one cause alone",
);
const CIRCLES: (&str, &str) = (
    "no question asked here sets declared circles against ties",
    "a measure of how ties fill the declared circles, level by level, set against chance",
);

/// Every claim, in the order of the study.
pub(super) const CLAIMS: [StudyClaim; 25] = [
    claim(
        "T01",
        MIDDLE,
        "cooperation starts high and falls: peak 2015–2017, thinner after (高开低走)",
        &[high("fade-ratio")],
    ),
    claim("T02", MIDDLE, "hardly any plan for a special field", &[low("plan-coverage")]),
    claim(
        "T03",
        MIDDLE,
        "much in infrastructure, ecology, services; little in industry, urban-rural, institutions (三多三少)",
        &[high("domain-contrast")],
    ),
    claim(
        "T04",
        MIDDLE,
        "many agreements signed, few projects landed",
        &[low("landed-in-three-years")],
    ),
    claim("T05", MIDDLE, "much driven by government, little by the market", &[low("market-lead")]),
    claim("T06", MIDDLE, "neighbours lack staying power (后继乏力)", &[low("sustainment-gap")]),
    claim(
        "T07",
        MIDDLE,
        "rivalry and cooperation stand side by side",
        &[high("co-opetition-rivals")],
    ),
    beyond("T08", DELTA, "circles inside circles that interact (圈中套圈)", CIRCLES),
    beyond(
        "T09",
        DELTA,
        "lower circles meet less resistance than the whole",
        (
            "no table says what resistance was met",
            "how long each circle took from proposal to first project, at each level",
        ),
    ),
    claim(
        "T10",
        DELTA,
        "decision, coordination, execution hang together (三级运作)",
        &[high("chain-completeness")],
    ),
    claim(
        "T11",
        DELTA,
        "enclaves turn from industry to talent and science, and go both ways (飞来飞去)",
        &[high("enclave-upgrading-later"), high("enclave-cross-kind")],
    ),
    beyond("T12", MIDDLE, "small circles too weak to hold up the large one", CIRCLES),
    claim("T13", MIDDLE, "enclaves mostly held in trust", &[high("enclave-trusteeship")]),
    claim("T14", MIDDLE, "platforms little used", &[low("use-of-eligible")]),
    beyond(
        "T15",
        MIDDLE,
        "earlier idea, slower progress than other groups on the river",
        (
            "the other groups on the river are not among these regions",
            "the same ledger, by the same protocol, of the groups up and down the river",
        ),
    ),
    beyond("T16", MIDDLE, "fades for want of a push, of will, of mechanism, of plans", WHY),
    beyond("T17", MIDDLE, "neighbours flag because role, contents, priorities are not set", WHY),
    beyond(
        "T18",
        MIDDLE,
        "interests are shared",
        (
            "what governments want is in no table of events",
            "their plans read for aims, by two coders",
        ),
    ),
    claim("T19", DELTA, "cooperation widens from field to field", &[low("domain-widening")]),
    claim("T20", DELTA, "shared platforms are used", &[high("vouchers-redeemed")]),
    beyond(
        "T21",
        DELTA,
        "joint governance removes harm done to neighbours",
        (
            "what harm there was, and is, stands in no table of events",
            "measurements of water, air and health on both sides of borders, before and after",
        ),
    ),
    claim("T22", DELTA, "neighbours deepen: one field first, then more", &[high("deepening-gap")]),
    claim("T23", DELTA, "courts work together across borders", &[high("judicial-linkage")]),
    claim("T24", DELTA, "shared standards integrate trades", &[high("harmonisation")]),
    claim("T25", DELTA, "the council went from talk to action", &[high("meeting-yield-trend")]),
];
