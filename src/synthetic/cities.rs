//! What all worlds have in common: how many cities, in which groups, and what draws them together.
use crate::ParamError;
use serde::Serialize;

/// The cities of a world, and what draws them to each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Cities {
    pub(super) cities: u32,
    pub(super) provinces: u32,
    /// The cities of each province, unless they are to be even.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) province_sizes: Option<Vec<u32>>,
    pub(super) circles: u32,
    pub(super) activity_sd: f64,
    pub(super) distance_decay: f64,
    pub(super) province_effect: f64,
    pub(super) circle_effect: f64,
}

/// The most cities a world can have.
const MOST: u32 = 2000;
const EFFECT: &str = "from 0.000001 to 1000000";

impl Default for Cities {
    fn default() -> Self {
        Self {
            cities: 41,
            provinces: 4,
            province_sizes: None,
            circles: 0,
            activity_sd: 0.0,
            distance_decay: 0.0,
            province_effect: 1.0,
            circle_effect: 1.0,
        }
    }
}

impl Cities {
    pub(super) fn check(&self) -> Result<(), ParamError> {
        if let Some(sizes) = self.province_sizes.as_ref().filter(|sizes| sizes.contains(&0)) {
            let expected = "at least one city in each";
            return Err(ParamError::new("province_sizes", format!("{sizes:?}"), expected));
        }
        if !(1..=MOST).contains(&self.cities) {
            let sized = self.province_sizes.is_some();
            let setter = if sized { "province_sizes" } else { "cities" };
            return Err(ParamError::new(setter, self.cities, "from 1 to 2000 cities"));
        }
        if self.provinces > self.cities {
            return Err(ParamError::new("provinces", self.provinces, "at most one for each city"));
        }
        let groups = self.provinces.max(1)..=self.cities;
        if self.circles != 0 && !groups.contains(&self.circles) {
            let expected = "0, or at least one for each province and at most one for each city";
            return Err(ParamError::new("circles", self.circles, expected));
        }
        within("activity_sd", self.activity_sd, (0.0, 5.0), "from 0 to 5")?;
        within("distance_decay", self.distance_decay, (0.0, 10.0), "from 0 to 10")?;
        within("province_effect", self.province_effect, (1e-6, 1e6), EFFECT)?;
        within("circle_effect", self.circle_effect, (1e-6, 1e6), EFFECT)
    }

    /// How many cities each province has; without provinces the region is one.
    pub(super) fn sizes_of_provinces(&self) -> Vec<u32> {
        let even = || even(self.cities, self.provinces.max(1));
        self.province_sizes.clone().unwrap_or_else(even)
    }

    /// How many cities the circles of each province have: a province has as many circles as its
    /// size earns it, by highest averages (Jefferson 1792, D'Hondt 1878), and their sizes are even.
    pub(super) fn sizes_of_circles(&self) -> Vec<Vec<u32>> {
        let sizes = self.sizes_of_provinces();
        let mut counts = vec![1; sizes.len()];
        for _ in sizes.len()..self.circles as usize {
            let share = |at: usize| f64::from(sizes[at]) / f64::from(counts[at] + 1);
            let open = (0..sizes.len()).filter(|&at| counts[at] < sizes[at]);
            // The first of equals.
            let next = open.reduce(|best, at| if share(at) > share(best) { at } else { best });
            next.into_iter().for_each(|at| counts[at] += 1);
        }
        sizes.into_iter().zip(counts).map(|(size, count)| even(size, count)).collect()
    }
}

/// So many items in so many parts, as even as can be, the larger ones first.
fn even(items: u32, parts: u32) -> Vec<u32> {
    (0..parts).map(|part| items / parts + u32::from(part < items % parts)).collect()
}

/// An error if a number does not lie within its bounds, or is none.
pub(super) fn within(
    setter: &'static str,
    value: f64,
    (least, most): (f64, f64),
    expected: &'static str,
) -> Result<(), ParamError> {
    if value >= least && value <= most {
        return Ok(());
    }
    Err(ParamError::new(setter, value, expected))
}

/// The setters that all worlds share.
macro_rules! city_setters {
    () => {
        /// Sets the number of cities; from 1 to 2000. Provinces are as even as can be again.
        pub fn cities(mut self, cities: u32) -> Self {
            self.cities.cities = cities;
            self.cities.province_sizes = None;
            self
        }

        /// Sets the number of provinces, compact in space and as even as can be; at most one for
        /// each city. With 0, cities lie in no province.
        pub fn provinces(mut self, provinces: u32) -> Self {
            self.cities.provinces = provinces;
            self.cities.province_sizes = None;
            self
        }

        /// Sets how many cities each province has, and with it the number of cities and of
        /// provinces; positive numbers.
        pub fn province_sizes(mut self, sizes: &[u32]) -> Self {
            let cities = sizes.iter().fold(0, |sum: u32, &size| sum.saturating_add(size));
            self.cities.cities = cities;
            self.cities.provinces = sizes.len() as u32;
            self.cities.province_sizes = Some(sizes.to_vec());
            self
        }

        /// Sets the number of small circles, compact in space, each within one province; 0, or at
        /// least one for each province and at most one for each city.
        pub fn circles(mut self, circles: u32) -> Self {
            self.cities.circles = circles;
            self
        }

        /// Sets how uneven cities are: the standard deviation of the logarithm of their activity,
        /// which is log-normal of median 1; from 0, all the same, to 5.
        pub fn activity_sd(mut self, activity_sd: f64) -> Self {
            self.cities.activity_sd = activity_sd;
            self
        }

        /// Sets the exponent with which the odds of a tie fall with distance; from 0, not at all,
        /// to 10.
        pub fn distance_decay(mut self, exponent: f64) -> Self {
            self.cities.distance_decay = exponent;
            self
        }

        /// Sets by which factor the odds of a tie are higher within a province than between
        /// provinces, all else equal; from 0.000001 to 1000000, and 1 is no effect.
        pub fn province_effect(mut self, factor: f64) -> Self {
            self.cities.province_effect = factor;
            self
        }

        /// Sets by which further factor they are higher within a small circle; from 0.000001 to
        /// 1000000, and 1 is no effect.
        pub fn circle_effect(mut self, factor: f64) -> Self {
            self.cities.circle_effect = factor;
            self
        }
    };
}
pub(super) use city_setters;
