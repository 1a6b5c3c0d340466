//! What chance would do: networks and labels redrawn under a null hypothesis.
