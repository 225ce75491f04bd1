//! Where the bars of a series begin.

/// The value at the foot of bars for these values: nought, but where all are far above it the lowest, so that what moves is
/// seen; and the lowest where one is below nought.
pub fn foot(values: impl Iterator<Item = f64>) -> f64 {
    let (lowest, highest) = values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    if lowest >= 0.0 && lowest <= highest / 2.0 { 0.0 } else { lowest }
}
