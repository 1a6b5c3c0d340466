//! Tests, intervals and corrections for many tests.
