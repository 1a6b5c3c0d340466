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
    /// What it says of this region beside another; all of it must hold.
    pub(super) contrasts: &'static [Expects],
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
    StudyClaim { id, region, says, expects, contrasts: &[], beyond: None }
}

const fn beyond(
    id: &'static str,
    region: &'static str,
    says: &'static str,
    why: (&'static str, &'static str),
) -> StudyClaim {
    StudyClaim { id, region, says, expects: &[], contrasts: &[], beyond: Some(why) }
}

impl StudyClaim {
    /// Adds what the claim says of its region beside another.
    const fn beside(self, contrasts: &'static [Expects]) -> Self {
        Self { contrasts, ..self }
    }
}

const WHY: (&str, &str) = (
    "a ledger of events says what happened, not why",
    "interviews, or regions that differ in one cause alone",
);
/// Every claim, in the order of the study.
pub(super) const CLAIMS: [StudyClaim; 25] = [
    claim(
        "T01",
        MIDDLE,
        "cooperation starts high and falls: peak 2015–2017, thinner after (高开低走)",
        &[high("fade-ratio")],
    )
    .beside(&[low("fade-contrast")]),
    claim("T02", MIDDLE, "hardly any plan for a special field", &[low("plan-coverage")])
    .beside(&[low("special-plans-contrast")]),
    claim(
        "T03",
        MIDDLE,
        "much in infrastructure, ecology, services; little in industry, urban-rural, institutions (三多三少)",
        &[high("domain-contrast")],
    )
    .beside(&[high("much-fields-contrast")]),
    claim(
        "T04",
        MIDDLE,
        "many agreements signed, few projects landed",
        &[low("landed-in-three-years")],
    )
    .beside(&[low("landing-contrast")]),
    claim("T05", MIDDLE, "much driven by government, little by the market", &[low("market-lead")])
    .beside(&[low("market-lead-contrast")]),
    claim("T06", MIDDLE, "neighbours lack staying power (后继乏力)", &[low("sustainment-gap")])
    .beside(&[low("survival-contrast")]),
    claim(
        "T07",
        MIDDLE,
        "rivalry and cooperation stand side by side",
        &[high("co-opetition-rivals")],
    ),
    claim(
        "T08",
        DELTA,
        "circles inside circles that interact (圈中套圈)",
        &[high("circle-nesting"), high("circle-levels")],
    ),
    claim(
        "T09",
        DELTA,
        "lower circles meet less resistance than the whole",
        &[high("landing-in-circles")],
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
    )
    .beside(&[high("enclave-upgrading-contrast"), high("enclave-cross-kind-contrast")]),
    claim(
        "T12",
        MIDDLE,
        "small circles too weak to hold up the large one",
        &[low("small-circles-support")],
    ),
    claim("T13", MIDDLE, "enclaves mostly held in trust", &[high("enclave-trusteeship")])
    .beside(&[high("enclave-trusteeship-contrast")]),
    claim("T14", MIDDLE, "platforms little used", &[low("use-of-eligible")]),
    beyond(
        "T15",
        MIDDLE,
        "earlier idea, slower progress than other groups on the river",
        (
            "the other groups on the river are not among these regions",
            "the same ledger, by the same protocol, of the groups up and down the river",
        ),
    )
    .beside(&[low("fade-contrast"), low("landing-contrast"), low("survival-contrast")]),
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
