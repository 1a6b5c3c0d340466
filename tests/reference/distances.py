"""Distances between places, by ways that the crate does not go.

    python -m venv venv
    venv/bin/pip install geographiclib==2.1 mpmath==1.3.0
    venv/bin/python tests/reference/distances.py           (Python 3.11)

Writes tests/data/distances.json: a list of pairs of places with their longitudes and latitudes,
`sphere` (km on a sphere of radius 6371.0088, from the angle between unit vectors, computed in
50 digits as 2 atan2(|a - b|, |a + b|)) and `ellipsoid` (km on WGS84, by Karney's
algorithm in geographiclib).
"""

import json
from pathlib import Path

import mpmath
from geographiclib.geodesic import Geodesic

mpmath.mp.dps = 50
RADIUS = mpmath.mpf("6371.0088")

PLACES = {
    "Shanghai": ("121.4", "31.1"),
    "Nanjing": ("118.8", "32.0"),
    "Hefei": ("117.2", "31.8"),
    "Wuhan": ("114.3", "30.6"),
    "Hangzhou": ("120.2", "30.3"),
    "Reykjavik": ("-21.94", "64.15"),
    "Auckland": ("174.76", "-36.85"),
    "Suva": ("-178.44", "-18.14"),
    "next door": ("121.4001", "31.1001"),
    "antipode of Shanghai": ("-58.6", "-31.1"),
    "near the antipode": ("-58.6001", "-31.0999"),
}
PAIRS = [
    ("Shanghai", "Nanjing"),
    ("Shanghai", "Hefei"),
    ("Shanghai", "Wuhan"),
    ("Hangzhou", "Nanjing"),
    ("Shanghai", "Reykjavik"),
    ("Auckland", "Suva"),
    ("Reykjavik", "Auckland"),
    ("Shanghai", "next door"),
    ("Shanghai", "antipode of Shanghai"),
    ("Shanghai", "near the antipode"),
]


def vector(place):
    longitude, latitude = (mpmath.radians(mpmath.mpf(text)) for text in place)
    level = mpmath.cos(latitude)
    return (level * mpmath.cos(longitude), level * mpmath.sin(longitude), mpmath.sin(latitude))


def length(vector):
    return mpmath.sqrt(sum(x * x for x in vector))


def sphere(a, b):
    a, b = vector(a), vector(b)
    apart = length([x - y for x, y in zip(a, b)])
    together = length([x + y for x, y in zip(a, b)])
    return float(RADIUS * 2 * mpmath.atan2(apart, together))


def ellipsoid(a, b):
    (x, y), (u, v) = (tuple(map(float, place)) for place in (a, b))
    return Geodesic.WGS84.Inverse(y, x, v, u)["s12"] / 1000


rows = []
for first, second in PAIRS:
    a, b = PLACES[first], PLACES[second]
    rows.append(
        {
            "names": [first, second],
            "a": [float(text) for text in a],
            "b": [float(text) for text in b],
            "sphere": sphere(a, b),
            "ellipsoid": ellipsoid(a, b),
        }
    )
path = Path(__file__).parent.parent / "data" / "distances.json"
path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
