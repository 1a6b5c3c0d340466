//! Communities by the names of their cities.
use super::Partition;
use crate::Result;
use crate::network::{City, CityNetwork};
use serde::Serialize;
use std::fmt;

/// A division by the names of its cities; it prints a line for each community.
///
/// ```
/// use conurbation::{community::Partition, datasets, network::Projection};
/// let network = datasets::middle_yangtze().network(&Projection::new())?;
/// let (provinces, _) = network.provinces().value().unwrap();
/// let named = Partition::new(&provinces).named(&network)?;
/// assert!(named.to_string().starts_with("1 (13 cities, centre Wuhan 武汉): "));
/// # Ok::<(), conurbation::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NamedPartition {
    /// The communities, in the order of their labels.
    pub communities: Vec<NamedCommunity>,
}

/// A community by the names of its cities.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NamedCommunity {
    /// The [centre](super::Community::centre).
    pub centre: City,
    /// The cities, in order of their ids.
    pub cities: Vec<City>,
}

impl Partition {
    /// The communities by the names of their cities, with their centres.
    ///
    /// # Errors
    /// As [`summary`](Self::summary).
    pub fn named(&self, network: &CityNetwork) -> Result<NamedPartition> {
        let summary = self.summary(network)?;
        let named = |(cities, community): (Vec<crate::Node>, super::Community)| NamedCommunity {
            centre: network.city(community.centre).clone(),
            cities: cities.into_iter().map(|city| network.city(city).clone()).collect(),
        };
        let communities = self.groups().into_iter().zip(summary).map(named).collect();
        Ok(NamedPartition { communities })
    }
}

/// The name, with the local one if there is another.
struct Name<'a>(&'a City);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.name_local.as_deref() {
            Some(local) if local != self.0.name => write!(f, "{} {local}", self.0.name),
            _ => write!(f, "{}", self.0.name),
        }
    }
}

impl fmt::Display for NamedPartition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, community) in self.communities.iter().enumerate() {
            let size = community.cities.len();
            let cities = if size == 1 { "city" } else { "cities" };
            write!(f, "{} ({size} {cities}, centre {}): ", nth + 1, Name(&community.centre))?;
            for (place, city) in community.cities.iter().enumerate() {
                write!(f, "{}{}", if place == 0 { "" } else { ", " }, Name(city))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
